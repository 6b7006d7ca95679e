// SPDX-License-Identifier: Apache-2.0

/// Whether the name of an environment variable, build argument or label announces a secret. Whole words only: names
/// that merely contain `KEY` or `PASS` are what made others cry wolf.
struct SettingName {
    /// In capitals, split at everything that is no letter or digit and where camel case turns.
    let words: [String]

    init(_ name: some Sequence<UInt8>) {
        var words: [String] = []
        var word: [UInt8] = []
        var previousIsLower = false
        for byte in name.prefix(128) {
            let isUpper = ByteSet.upper.contains(byte)
            if !ByteSet.alphanumeric.contains(byte) || (isUpper && previousIsLower), !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
            if ByteSet.alphanumeric.contains(byte) {
                word.append(ByteSet.lower.contains(byte) ? byte & 0xdf : byte)
            }
            previousIsLower = ByteSet.lower.contains(byte)
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        self.words = words
    }

    enum Claim {
        /// Says so beyond doubt: any value that is no placeholder counts.
        case certain
        /// May as well name a field or a file: the value must look random.
        case likely
        case none
    }

    private static let certain: Set<String> = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "PASSWORT", "SECRET", "APIKEY", "CREDENTIALS", "CREDENTIAL", "SECRETKEY",
        "ACCESSKEY", "PRIVATEKEY", "AUTHTOKEN", "ACCESSTOKEN", "REQUIREPASS", "MASTERAUTH", "STOREPASSWORD",
        "KEYPASSWORD",
        "KEYSTOREPASSWORD", "DBPASS", "PGPASSWORD", "USERPASS", "ROOTPASS",
        "PWDHASH", "SECRETS", "PASSKEY", "CLIENTSECRET", "DBPASSWORD",
    ]
    private static let likely: Set<String> = ["TOKEN", "PASS", "PWD", "PAT", "PSK", "JWT", "BEARER", "AUTH", "PIN"]
    /// What makes a secret of a key.
    private static let keyWords: Set<String> = [
        "API", "ACCESS", "PRIVATE", "SIGNING", "ENCRYPTION", "MASTER", "APP", "ACCOUNT", "STORAGE", "SERVICE", "ADMIN",
        "DEPLOY", "LICENSE", "SHARED", "AUTH", "SESSION", "COOKIE", "HMAC", "JWT", "CRYPT", "INTEGRATION", "WRITE",
        "INGESTION", "INSTRUMENTATION", "SUBSCRIPTION", "ROUTING",
    ]
    /// A last word after which the value tells about the secret and is none.
    private static let aboutWords: Set<String> = [
        "FILE", "PATH", "DIR", "DIRECTORY", "POLICY", "TTL", "ID", "IDS", "NAME", "NAMES", "URL", "URI", "HOST",
        "ENDPOINT", "LENGTH", "LEN", "SIZE", "MIN", "MAX", "COUNT", "TIMEOUT", "EXPIRY", "EXPIRES", "EXPIRATION",
        "LIFETIME", "DURATION", "AGE", "INTERVAL", "TYPE", "ALGORITHM", "ALG", "FORMAT", "FIELD", "HEADER", "PREFIX",
        "SUFFIX", "ISSUER", "AUDIENCE", "ENABLED", "DISABLED", "REQUIRED", "SHA256", "SHA1", "MD5", "SHA512", "VERSION",
        "SERVER", "SERVERS", "KEYSERVER", "LOCATION", "STORE", "PROVIDER", "BACKEND", "MANAGER", "ENCODING", "METHOD",
        "MODE", "ARN", "REF", "NAMESPACE", "VAR", "CMD", "COMMAND", "HELPER", "PLUGIN", "FINGERPRINT", "FINGERPRINTS",
        "ROUNDS", "COST", "LIMIT", "RESET", "PROMPT", "LABEL", "DESCRIPTION", "ROTATION", "USERNAME", "USER", "EMAIL",
        "CONFIG", "OPTIONS", "GROUP", "TOPIC", "HASH", "DIGEST", "REGEX", "PATTERN", "SCOPE", "SCOPES", "CLASS",
        "GRANT", "ENV", "INDEX", "COLUMN", "TABLE", "CERT", "AUTHENTICATION",
    ]
    private static let publicWords: Set<String> = [
        "PUBLIC", "PUB", "PUBLISHABLE", "GPG", "PGP", "APT", "SORT", "PARTITION",
    ]

    /// The last word says that the value describes a secret and is none.
    var isAboutSecrets: Bool { (words.last.map(SettingName.aboutWords.contains) ?? false) || words.contains("SHA256") }

    var claim: Claim {
        guard let last = words.last else { return .none }
        if words == ["PWD"] || words == ["OLDPWD"] || words == ["INIT", "CWD"] { return .none }
        // Access key ids are half of a pair and told by their own rule.
        if isAboutSecrets { return .none }
        if words.contains(where: SettingName.publicWords.contains) { return .none }
        if words.contains("PASSWORDLESS") || words.first == "NO" || words.first == "ALLOW" || words.first == "DISABLE"
            || words.first == "ENABLE" || words.contains("EMPTY")
        {
            return .none
        }
        if words.contains(where: SettingName.certain.contains) { return .certain }
        if last == "KEY" || last == "KEYS" {
            if words.count >= 2, SettingName.keyWords.contains(words[words.count - 2]) { return .certain }
            return words.contains("KEYCLOAK") || last == "KEYS" ? .none : .likely
        }
        if last == "PASS" || last == "PWD", words.count > 1 { return .certain }
        if last == "TOKEN", words.count > 1 { return .certain }
        if words.contains(where: SettingName.likely.contains) { return .likely }
        if last == "SALT" || last == "DSN" || last == "WEBHOOK" { return .likely }
        return .none
    }
}
