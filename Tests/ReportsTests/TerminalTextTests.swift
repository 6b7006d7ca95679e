// SPDX-License-Identifier: Apache-2.0

import Reports
import TestSupport
import Testing

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain name.txt", "plain name.txt"), ("a\u{1B}[31mb", "a\\x1b[31mb"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u{7F}\u{9B}", "\\x7f\\x9b"), ("a\u{202E}b\u{2066}", "a\\u{202e}b\\u{2066}"),
        ("x\u{200B}y\u{FEFF}\u{AD}", "x\\u{200b}y\\u{feff}\\xad"), ("a\u{A0}b", "a\\xa0b"),
        ("\u{2028}", "\\u{2028}"), ("\u{E000}\u{10FFFF}", "\\u{e000}\\u{10ffff}"), ("naïve-日本.txt", "naïve-日本.txt"),
        ("\u{301}x", "\\u{0301}x"), ("e\u{301}", "e\u{301}"),
        ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}\u{303}\\u{0304}"), ("👍🏽", "👍🏽"), ("a\u{3164}", "a\\u{3164}"),
        ("C:\\dir", "C:\\dir"),
    ])
    func escapes(text: String, shown: String) {
        #expect(TerminalText.escape(text) == shown)
        #expect(TerminalText.escape(utf8: Array(text.utf8)) == shown)
        #expect(TerminalText.escape(shown) == shown)
    }

    @Test func bytesThatAreNoTextShowTheirNumbers() {
        #expect(TerminalText.escape(utf8: [0x61, 0xFF, 0x62]) == "a\\xffb")
        #expect(TerminalText.escape(utf8: [0xE6, 0x97]) == "\\xe6\\x97")
        #expect(TerminalText.escape(utf8: [0xED, 0xA0, 0x80, 0x1B]) == "\\xed\\xa0\\x80\\x1b")
    }

    @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👍", 2), ("한글", 4), ("→…█▒", 4), ("ｱ", 1), ("Ａ", 2)])
    func widths(text: String, columns: Int) {
        #expect(TerminalText.width(text) == columns)
    }

    @Test func cutsBetweenCharacters() {
        #expect(TerminalText.fit("abcdef", 6) == "abcdef")
        #expect(TerminalText.fit("abcdef", 5) == "abcd…")
        #expect(TerminalText.fit("日本語", 4) == "日…")
        #expect(TerminalText.fit("e\u{301}e\u{301}e\u{301}", 2) == "e\u{301}…")
        #expect(TerminalText.fitMiddle("/srv/app/config/settings.yml", 16) == "/srv/a…tings.yml")
        #expect(TerminalText.fit("a", 0) == "")
    }

    @Test func wrapsAtSpaces() {
        #expect(TerminalText.wrap("one two  three", first: 8, rest: 8, lines: 3) == ["one two", "three"])
        #expect(TerminalText.wrap("one two three", first: 3, rest: 6, lines: 2) == ["one", "two t…"])
        #expect(TerminalText.wrap("abcdefghij", first: 4, rest: 3, lines: 9) == ["abcd", "efg", "hij"])
        #expect(TerminalText.wrap("日本", first: 1, rest: 1, lines: 9).allSatisfy { TerminalText.width($0) <= 1 })
        #expect(TerminalText.wrap(" \n\t", first: 9, rest: 9, lines: 9).isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func oneEndlessWordIsLinear() {
        let parts = TerminalText.wrap(String(repeating: "x", count: 300_000), first: 60, rest: 60, lines: .max)
        #expect(parts.count == 5_000)
    }

    @Test func whateverComesInFitsAndHoldsNoControl() {
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<3_000 {
            let text = RandomReport.text(&generator, upTo: 40)
            let columns = Int.random(in: 1...30, using: &generator)
            let parts =
                [TerminalText.fit(text, columns), TerminalText.fitMiddle(text, columns)]
                + TerminalText.wrap(text, first: columns, rest: columns, lines: 4)
            for part in parts {
                #expect(TerminalText.width(part) <= columns)
                #expect(TerminalText.escape(part) == part)
            }
        }
    }
}
