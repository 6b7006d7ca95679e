// SPDX-License-Identifier: Apache-2.0

/// Hosts in URLs, as the text after the `@` begins with them.
enum URLPlaces {
    private static let examples = [
        "example.", "example", "host", "hostname", "server", "domain", "some", "my", "your", "foo", "bar",
    ]

    /// A host that documentation uses, or none at all.
    static func isExample(_ rest: UnsafeRawBufferPointer) -> Bool {
        let host = String(decoding: rest.dropFirst().prefix(while: isHostByte).map(Placeholders.lowered), as: UTF8.self)
        if host.isEmpty { return true }
        if examples.dropFirst().contains(host) || host == "a" || host == "b" || host == "x" { return true }
        return host.hasPrefix("example.") || host.hasPrefix("host.") && !host.hasPrefix("host.docker")
            || host.hasSuffix(".example") || host.contains(".example.") || host.hasSuffix(".invalid")
            || host.hasSuffix(".test") || host.hasPrefix("myhost") || host.hasPrefix("yourhost")
            || host == "company.com" || host.hasSuffix(".company.com") || host.hasSuffix(".url.com")
            || host.hasPrefix("my-host") || host.hasPrefix("your-") || host.hasPrefix("foo.") || host.hasPrefix("bar.")
    }

    /// Users that only manuals and tests have.
    static func isSomebody(_ name: UnsafeRawBufferPointer) -> Bool {
        let names: Set<String> = [
            "username", "john.doe", "johndoe", "jschmoe", "jdoe", "foo", "alice", "bob", "me", "you", "someone", "u",
            "usr",
            "my_user", "myuser", "your_user", "youruser", "login",
        ]
        return names.contains(String(decoding: name.map(Placeholders.lowered), as: UTF8.self))
    }

    static func isLocal(_ rest: UnsafeRawBufferPointer) -> Bool {
        let host = String(decoding: rest.dropFirst().prefix(while: isHostByte).map(Placeholders.lowered), as: UTF8.self)
        return host == "localhost" || host.hasPrefix("127.") || host == "0.0.0.0" || host == "::1"
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        ByteSet.word.contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}
