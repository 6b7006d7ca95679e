// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Dunnage

@Suite struct ValueIndexTests {
    private static func index(_ values: [String]) -> ValueIndex {
        var index = ValueIndex()
        for value in values { index.insert(value.utf8) }
        index.settle()
        return index
    }

    @Test func `The longest value goes first and leaves no tail`() {
        let index = ValueIndexTests.index(["abcdef", "abcdefgh", "zzzzzzz"])
        #expect(index.without("x=abcdefgh y=abcdef zzzzzzz") == "x=••• y=••• •••")
        #expect(index.without("abcde") == "abcde")
        #expect(ValueIndexTests.index([]).without("abcdefgh") == "abcdefgh")
    }

    @Test func `It hides what replacing one value after another hides`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            func text(_ count: Int) -> String {
                String((0..<count).map { _ in "ab".randomElement(using: &random) ?? "a" })
            }
            let values = (0..<3).map { _ in text(Int.random(in: 6...9, using: &random)) }
            let whole = text(40)
            let shown = ValueIndexTests.index(values).without(whole)
            for value in values { #expect(!shown.contains(value), "\(values) in \(whole)") }
            if !values.contains(where: whole.contains) { #expect(shown == whole) }
        }
    }

    /// Three million comparisons of 10,000 bytes each would take minutes.
    @Test(.timeLimit(.minutes(1))) func `Values that begin alike cost no more than the text`() {
        let start = String(repeating: "a", count: 10_000)
        let index = ValueIndexTests.index((0..<300).map { start + "\($0)" })
        #expect(index.without(String(repeating: "a", count: 1 << 20)) == "•••")
        #expect(index.without("innocent text") == "innocent text")
    }
}
