// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Private keys, signed tokens and password hashes.
    static let keys: [SecretRule] = [
        .token(
            "private-key", "Private key", ["PRIVATE KEY-----"], "-----BEGIN ([A-Z0-9]{1,12} ){0,2}@", .pemKey,
            edges: false, opens: "whatever trusts the matching public key"),
        .token(
            "private-key-encrypted", "Private key, encrypted", [], "", severity: .low,
            opens: "what trusts the matching public key, to those who guess its passphrase"),
        .token(
            "private-key-base64", "Private key within base64", ["LS0tLS1CRUdJTi"], "[A-Za-z0-9+/]{60,15000}={0,2}",
            .encodedKey,
            opens: "whatever trusts the matching public key; kubeconfig and Kubernetes secrets hold keys so"),
        .token("private-key-der", "Private key in DER", [], "", opens: "whatever trusts the matching public key"),
        .token(
            "pgp-private-key", "OpenPGP secret key", ["PRIVATE KEY BLOCK-----"], "-----BEGIN PGP @", .pgpKey,
            edges: false, opens: "mail and signatures of its owner"),
        .token(
            "putty-private-key", "PuTTY private key", ["PuTTY-User-Key-File-"], #"[123]: [a-z0-9\-]{4,64}"#, .puttyKey,
            edges: false, opens: "machines that trust the matching public key"),
        .token(
            "jwk-private-key", "Private key in JWK form", ["\"kty\""],
            #"\b{0,2}:\b{0,2}"(RSA|EC|OKP)"[^{}]{1,1500}"d"\b{0,2}:\b{0,2}"<[\w\-]{40,700}>""#, edges: false,
            opens: "whatever trusts the matching public key"),
        .token(
            "minisign-secret-key", "minisign or signify secret key",
            ["minisign encrypted secret key", "signify secret key"], #"[^\n]{0,80}\n<RW[A-Za-z0-9+/=]{100,260}>"#,
            .shape, severity: .medium, edges: false, opens: "signatures, to those who guess its passphrase"),
        .token(
            "tor-service-key", "Tor onion service key", ["== ed25519v1-secret: type0 =="], "", .shape, edges: false,
            opens: "the onion service's name"),
        .token(
            "dnssec-private-key", "DNSSEC private key", ["Private-key-format: v1."],
            #"\d[^-]{10,200}(PrivateKey|PrivateExponent): <[A-Za-z0-9+/=]{40,700}>"#, .random, edges: false,
            opens: "signatures of a DNS zone"),
        .token(
            "git-crypt-key", "git-crypt key", ["GITCRYPTKEY"], "\u{0}@", .shape, edges: false,
            opens: "a repository's encrypted files"),
        .token(
            "jwt", "JSON Web Token", ["eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi", "eyJjdHkiOi", "eyJ4NXQi"],
            #"[\w\-]{6,2000}\.eyJ[\w\-]{8,6000}\.[\w\-]{16,1400}"#, .jsonWebToken, severity: .medium,
            opens: "the session it was issued for, until it expires"),
        .token(
            "basic-auth-header", "Password in an Authorization header",
            [
                "uthorization: Basic ", "uthorization: basic ", "UTHORIZATION: Basic ", "uthorization\": \"Basic ",
                "uthorization': 'Basic ",
            ], #"<[A-Za-z0-9+/]{12,400}={0,2}>"#, .basicAuth, severity: .high, edges: false, opens: "a web service"),
        .token(
            "bearer-header", "Token in an Authorization header",
            [
                "uthorization: Bearer ", "uthorization: bearer ", "UTHORIZATION: Bearer ", "uthorization\": \"Bearer ",
                "uthorization': 'Bearer ",
            ], #"<[\w.~+/\-]{20,2000}={0,2}>"#, .random, severity: .medium, edges: false, opens: "a web service"),
        hash(
            "unix-password-hash", "Password hash of a Unix account", [":$6$", ":$5$"],
            #"(rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}([./A-Za-z0-9]{43})?"#),
        hash(
            "yescrypt-password-hash", "Password hash of a Unix account (yescrypt)", [":$y$", ":$gy$", ":$7$"],
            #"[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}"#),
        hash(
            "md5-password-hash", "Password hash (MD5 crypt)", [":$1$", ":$apr1$"],
            #"[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}"#),
        hash(
            "bcrypt-password-hash", "Password hash (bcrypt)", [":$2y$", ":$2a$", ":$2b$"], #"\d\d\$[./A-Za-z0-9]{53}"#),
        hash(
            "sha1-password-hash", "Password hash (unsalted SHA-1)", [":{SHA}", ":{SSHA}"], "[A-Za-z0-9+/]{26,50}={0,2}"),
        .token(
            "grub-password-hash", "GRUB password hash", ["grub.pbkdf2.sha512."],
            #"\d{4,6}\.[0-9A-F]{64,128}\.[0-9A-F]{128}"#, .shape, severity: .medium,
            opens: "the boot loader, to those who guess it"),
        .token(
            "django-password-hash", "Password hash (Django)", ["pbkdf2_sha256$"],
            #"\d{4,7}\$[A-Za-z0-9]{8,32}\$[A-Za-z0-9+/]{43}="#, .shape, severity: .low,
            opens: "an account, to those who guess it"),
        .token(
            "postgres-scram-hash", "PostgreSQL password verifier", ["SCRAM-SHA-256$"],
            #"\d{4,6}:[A-Za-z0-9+/=]{20,48}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}="#, .shape, severity: .medium,
            opens: "a database role, to those who guess it"),
    ]

    /// `account:$id$salt$hash`.
    private static func hash(_ id: String, _ title: String, _ anchors: [String], _ pattern: String) -> SecretRule {
        SecretRule(
            id: id, title: title, severity: .medium,
            description: "Opens an account, to those who guess its password.", anchors: anchors, isCaseless: false,
            pattern: #"[A-Za-z0-9_.\-]{1,32}@"# + pattern, check: .shape, rank: .structured, isPublishable: false,
            hasEdges: true, needsSecretName: false)
    }
}
