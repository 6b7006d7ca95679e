// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SecretScan

/// Go's regular expressions in PCRE2's spelling.
@Suite struct GoRegexTests {
    @Test(arguments: [
        ("abc", "xabcx", "abc"), ("a{2,3}", "aaaa", "aaa"), ("a{,2}", "a{,2}", "a{,2}"), ("x{y", "x{y", "x{y"),
        ("(?i)KEY_([a-z]+)", "key_Abc", "key_Abc"), ("(?P<n>a+)b", "aab", "aab"), ("(?<n>a+)b", "aab", "aab"),
        ("(?:a|b)+?", "ab", "a"), ("(?U)a+", "aaa", "a"), ("[]a]+", "]a]", "]a]"), ("[^]a]", "b", "b"),
        ("[[:alpha:]]+", "ab1", "ab"), ("[a[]+", "[a", "[a"), (#"\Qa.b\E+"#, "a.bb", "a.bb"),
        (#"\x41\x{42}"#, "AB", "AB"),
        (#"\101"#, "A", "A"), (#"a\vb"#, "a\u{B}b", "a\u{B}b"), (#"[\x60'"]"#, "`", "`"), ("ü+", "üü", "üü"),
        (#"\bkey\b"#, "a key", "key"), ("(?s)a.b", "a\nb", "a\nb"), ("(?m)^b$", "a\nb\nc", "b"),
        (#"\/\-\_"#, "/-_", "/-_"),
        (
            #"(?i)[\w.-]{0,50}?(?:acme)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}([a-f0-9]{8})(?:[\x60'"\s;]|\\[nr]|$)"#,
            "ACME_KEY = \"0123abcd\"", "ACME_KEY = \"0123abcd\""
        ),
    ])
    func means(pattern: String, text: String, expected: String) throws {
        let regex = try CompiledRegex(pattern)
        let bytes = Array(text.utf8)
        let found = bytes.withUnsafeBytes { bytes -> String? in
            guard case .match(let groups) = regex.match(in: bytes, from: 0, isAnchored: false), let whole = groups[0]
            else { return nil }
            return String(decoding: bytes[whole], as: UTF8.self)
        }
        #expect(found == expected)
    }

    @Test func theEndOfTheTextIsTheEnd() throws {
        let regex = try CompiledRegex("a$")
        #expect(Array("a".utf8).withUnsafeBytes { regex.isFound(in: $0) })
        // Perl would see an end before the last newline, Go does not.
        #expect(!Array("a\n".utf8).withUnsafeBytes { regex.isFound(in: $0) })
    }

    @Test(arguments: [
        ("(?=a)", "look-ahead"), ("(?!a)", "look-ahead"), ("(?<=a)b", "look-behind"), ("(?<!a)b", "look-behind"),
        (#"(a)\1"#, "back-references"), ("(?>a)", "no such group"), ("(?x)a b", "no such group"),
        ("(?#c)", "no such group"),
        ("a++", "repeated"), ("a**", "repeated"), ("a{2}{3}", "repeated"), ("a{1001}", "1000"), (#"\p{L}"#, "Unicode"),
        (#"\K"#, "no escape"), (#"\h"#, "no escape"), (#"\Z"#, "no escape"), ("(*UTF8)a", "no group"),
        ("[ä]", "beyond ASCII"),
        (#"\x{100}"#, "beyond ASCII"), ("[a", "not closed"), ("(a", "parenthes"), ("a)", "parenthes"), ("*a", "repeat"),
        (#"a\"#, "backslash"), ("(?P<a", "not closed"), ("(?P=a)", "look-behind"),
    ])
    func refuses(pattern: String, word: String) {
        do throws(RegexProblem) {
            _ = try CompiledRegex(pattern)
            Issue.record("\(pattern) was taken")
        } catch {
            #expect(error.what.contains(word), "\(pattern): \(error.what)")
        }
    }

    @Test func hopelessOnesGiveUp() throws {
        let regex = try CompiledRegex("(a+)+(b+)+(a+)+c$")
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 4_000)
        let outcome = text.withUnsafeBytes { regex.match(in: $0, from: 0, isAnchored: true) }
        if case .match = outcome { Issue.record("there is nothing to match") }
    }

    @Test func nonsenseNeverTraps() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<3_000 {
            let text = String(
                decoding: generator.text("ab(?P<>=:!i-)[]^{}1,|*+.\\xdQEpz", Int(generator.next() % 24)), as: UTF8.self)
            _ = try? CompiledRegex(text)
        }
    }
}
