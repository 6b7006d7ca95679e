// SPDX-License-Identifier: Apache-2.0
import Findings
import TestSupport
import Testing

@testable import SecretScan

/// A file may be cut anywhere: the pieces together say what the whole says.
@Suite struct PieceTests {
    private func pieces(_ lab: SecretLab, _ text: [UInt8], cuts: [Int], path: String) -> [SecretHit] {
        var hits: [SecretHit] = []
        var start = 0
        for end in cuts + [text.count] where end > start {
            let from = max(0, start - 256)
            let to = min(text.count, end + 16 * 1024)
            hits += lab.hits(
                Array(text[from..<to]), accepting: (start - from)..<(end - from), path: path, base: Int64(from),
                whole: false)
            start = end
        }
        return hits.sorted { ($0.offset, $0.kind) < ($1.offset, $1.kind) }
    }

    private func whole(_ lab: SecretLab, _ text: [UInt8], path: String) -> [SecretHit] {
        lab.hits(text, accepting: 0..<text.count, path: path, base: 0, whole: false)
            .sorted { ($0.offset, $0.kind) < ($1.offset, $1.kind) }
    }

    @Test func everyKindAtEverySplit() throws {
        let lab = try SecretLab()
        var generator = SeededGenerator(seed: 21)
        for sample in SecretSample.everyKind(.builtIn, seed: 77) where sample.text.count < 400 {
            var text = generator.text("abcdefg \n", 40)
            // What is told by the first bytes must stay there.
            if sample.value.count == sample.text.count { text = [] }
            text += [0x0a] + sample.text
            if sample.value.count == sample.text.count { text.removeFirst() }
            text += generator.text("abcdefg \n", 30)
            let expected = whole(lab, text, path: sample.path)
            // Every offset in release; a comb in debug builds, another one for each kind.
            let step = isQuickRun ? 37 : 1
            for cut in stride(from: 1 + sample.value.count % step, to: text.count, by: step) {
                let found = pieces(lab, text, cuts: [cut], path: sample.path)
                #expect(found == expected, "\(sample.kind) cut at \(cut)")
                if found != expected { break }
            }
        }
    }

    /// Every offset in every build: one kind of each check, a rule with both sides of its anchor, and a long key.
    @Test(arguments: [
        "gitlab-pat", "github-pat", "aws-access-key-id", "aws-secret-access-key", "jwt", "postgres-url", "private-key",
        "slack-webhook", "named-secret", "datadog-api-key", "docker-config-auth", "pgp-private-key",
    ])
    func oneKindAtEveryOffset(kind: String) throws {
        let lab = try SecretLab()
        let sample = try #require(SecretSample.everyKind(.builtIn, seed: 78).first { $0.kind == kind }, "\(kind)")
        let text = Array("some words\n".utf8) + sample.text + Array("\nand some more\n".utf8)
        let expected = whole(lab, text, path: sample.path)
        #expect(!expected.isEmpty)
        for cut in 1..<text.count {
            let found = pieces(lab, text, cuts: [cut], path: sample.path)
            #expect(found == expected, "cut at \(cut)")
            if found != expected { break }
        }
    }

    @Test func largeFileInManyPieces() throws {
        let lab = try SecretLab()
        var generator = SeededGenerator(seed: 8)
        var text: [UInt8] = []
        for sample in SecretSample.everyKind(.builtIn, seed: 12).shuffled(using: &generator).prefix(200) {
            text += sample.text + generator.text("abcdefg hij\n", Int(generator.next() % 600))
        }
        let expected = whole(lab, text, path: "app/all.txt")
        #expect(expected.count > 150)
        for _ in 0..<12 {
            let cuts = (0..<7).map { _ in Int(generator.next() % UInt64(text.count)) }.sorted()
            #expect(pieces(lab, text, cuts: cuts, path: "app/all.txt") == expected, "\(cuts)")
        }
    }

    @Test(arguments: [false, true]) func wideText(isBig: Bool) throws {
        let lab = try SecretLab()
        let samples = SecretSample.everyKind(.builtIn, seed: 31)
        var text: [UInt8] = [0x20]
        for kind in ["gitlab-pat", "postgres-url", "stripe-secret-key", "private-key", "aws-access-key-id"] {
            let sample = try #require(samples.first { $0.kind == kind })
            text += sample.text + Array("\n some other words between them\n".utf8)
        }
        let narrow = whole(lab, text, path: "app/notes.txt")
        #expect(narrow.count >= 5)
        let wide: [UInt8] = text.flatMap { (byte: UInt8) -> [UInt8] in isBig ? [0, byte] : [byte, 0] }
        let expected = whole(lab, wide, path: "app/notes.txt")
        #expect(expected.map(\.kind) == narrow.map(\.kind))
        #expect(expected.map(\.offset) == narrow.map { $0.offset * 2 })
        #expect(expected.map(\.fingerprint) == narrow.map(\.fingerprint))
        for cut in stride(from: 3, to: wide.count, by: isQuickRun ? 211 : 7) {
            #expect(pieces(lab, wide, cuts: [cut], path: "app/notes.txt") == expected, "cut at \(cut)")
        }
    }
}
