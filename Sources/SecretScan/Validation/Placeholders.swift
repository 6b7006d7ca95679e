// SPDX-License-Identifier: Apache-2.0

/// Values that stand where a secret would stand: words, variables, templates.
enum Placeholders {
    /// Words that random text does not contain by chance.
    private static let inTokens = words(
        "example", "placeholder", "changeme", "change_me", "change-me", "redacted", "xxxxx", "your-", "your_",
        "yourkey",
        "yourtoken", "insert", "replace", "123456789", "abcdefgh", "deadbeef", "dummy", "00000000", "notreal", "sample",
        "foobar", "fake_", "fake-", "qwerty")

    /// A password that is one of these says nothing, or only that nobody chose one.
    private static let whole: Set<String> = [
        "password", "passwd", "pass", "pwd", "secret", "token", "key", "apikey", "api_key", "none", "null", "nil",
        "true",
        "false", "undefined", "empty", "user", "username", "admin", "root", "guest", "test", "testing", "test123",
        "string", "str", "bool", "int", "text", "value", "default", "changeme", "changeit", "change", "foo", "bar",
        "baz",
        "foobar", "hunter2", "mypassword", "mypass", "mysecret", "my-secret", "my_secret", "mytoken", "yes", "no", "on",
        "off", "required", "optional", "disabled", "enabled", "todo", "fixme", "tbd", "n/a", "abc", "abc123", "xxx",
        "pw", "letmein", "notasecret", "notsosecret", "postgres", "mysql", "redis", "rabbitmq", "mongo", "self", "this",
        "input", "prompt", "ask",
        "env", "file", "path", "name", "hidden", "secure", "random", "generate", "generated", "auto", "hash", "salt",
        "sensitive", "unset", "unknown", "p@ssw0rd", "p@ssword", "passw0rd", "pass123", "password1", "password123",
        "secret123", "s3cr3t", "s3cret", "sekret", "topsecret", "tiger", "scott", "demo", "anonymous", "noreply",
        "hello", "welcome", "1234", "12345", "123456", "1234567", "12345678",
        // What Maven's and Tomcat's own settings show.
        "repopwd", "proxypass", "tomcat",
        "database", "db", "login", "credentials", "credential", "certificate", "object", "function", "const", "var",
    ]

    private static let inPasswords = words(
        "example", "placeholder", "changeme", "change_me", "change-me", "change-this", "changethis", "change_this",
        "change it", "redacted", "xxxx", "your", "insert", "replace", "dummy", "sample", "<", "{{", "${", "$(", "%(",
        "...", "***", "\u{2022}", "todo", "fixme", "my-password", "my_password", "mypassword", "the-password",
        "secret-key",
        "_password", "-password", "password_", "password-", "foobar", "not-set", "notset", "os.environ", "getenv",
        "process.env", "env(", "env.", "vault:", "secretref", "valuefrom", "!ref", "!sub", "op://", "arn:aws", "ssm:",
        "file:", "lookup(", "getpass", "config.", "self.", "this.", "args.", "settings.", "options.", "params.")

    private static func words(_ list: String...) -> [[UInt8]] { list.map { Array($0.utf8) } }

    /// Whether a token of random characters contains what random characters would not.
    static func isInToken(_ text: UnsafeRawBufferPointer) -> Bool { contains(text, inTokens) }

    /// Whether text that people chose is a stand-in for a password.
    static func isPassword(_ text: UnsafeRawBufferPointer) -> Bool {
        let lower = String(decoding: text.map(lowered), as: UTF8.self)
        return whole.contains(lower) || contains(text, inPasswords) || isOneCharacter(text)
    }

    /// A variable or template that is filled in elsewhere.
    static func isVariable(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first, let last = text.last else { return true }
        switch first {
        case UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "<"), UInt8(ascii: "*"): return !isCryptHash(text)
        case UInt8(ascii: "%"): return last == UInt8(ascii: "%") || text.count <= 3
        case UInt8(ascii: "@"): return last == UInt8(ascii: "@")
        case UInt8(ascii: "["): return last == UInt8(ascii: "]")
        case UInt8(ascii: "_"): return last == UInt8(ascii: "_")
        default: return contains(text, [Array("${".utf8), Array("{{".utf8), Array("#{".utf8), Array("$(".utf8)])
        }
    }

    private static func isCryptHash(_ text: UnsafeRawBufferPointer) -> Bool {
        text.count > 12 && text[0] == UInt8(ascii: "$") && text[2...4].contains(UInt8(ascii: "$"))
    }

    private static func isOneCharacter(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first else { return true }
        return text.allSatisfy { $0 == first }
    }

    static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }

    /// Whether any of the lower-case words occurs in the text, in any case.
    static func contains(_ text: UnsafeRawBufferPointer, _ words: [[UInt8]]) -> Bool {
        words.contains { find($0, in: text) != nil }
    }

    /// Where a lower-case word first occurs.
    static func find(_ word: [UInt8], in text: UnsafeRawBufferPointer) -> Int? {
        guard !word.isEmpty, text.count >= word.count else { return nil }
        for start in 0...(text.count - word.count) where lowered(text[start]) == word[0] {
            if word.indices.allSatisfy({ lowered(text[start + $0]) == word[$0] }) { return start }
        }
        return nil
    }
}
