// SPDX-License-Identifier: Apache-2.0
import Findings
import TestSupport
import Testing

@testable import SecretScan

/// Planted secrets and decoys, from a seed: recall and precision.
@Suite struct LabTests {
    @Test func recallAndPrecision() throws {
        let lab = try SecretLab()
        var planted = 0
        var found = 0
        var kinds: Set<String> = []
        for seed in 100...(isQuickRun ? 100 : 104) {
            for sample in SecretSample.everyKind(.builtIn, seed: UInt64(seed)) {
                planted += 1
                let names = lab.hits(sample.text, path: sample.path).map { lab.engine.rules.kinds[$0.kind].id }
                if names.contains(sample.kind) {
                    found += 1
                    kinds.insert(sample.kind)
                }
            }
        }
        let written = Decoys.written().map { (path: $0.path, text: Array($0.text.utf8)) }
        let decoys = written + Decoys.drawn(400, seed: 7)
        var wrong = 0
        for decoy in decoys {
            let hits = lab.hits(decoy.text, path: decoy.path)
            if hits.isEmpty { continue }
            wrong += 1
            let names = hits.map { lab.engine.rules.kinds[$0.kind].id }
            Issue.record("\(names) in \(decoy.path): \(String(decoding: decoy.text.prefix(160), as: UTF8.self))")
        }
        #expect(planted >= 200 && kinds.count >= 120 && decoys.count >= 300)
        #expect(Double(found) >= 0.98 * Double(planted), "\(found) of \(planted)")
        #expect(Double(found) >= 0.98 * Double(found + wrong), "\(wrong) of \(decoys.count)")
    }

    @Test func randomBytesNeverTrap() throws {
        let lab = try SecretLab()
        var generator = SeededGenerator(seed: 3)
        let anchors = lab.engine.anchors.map(\.text)
        for round in 0..<(isQuickRun ? 60 : 2_000) {
            var bytes = generator.bytes(Int(generator.next() % 3_000))
            // Anchors at random places, cut at the end, so that every rule meets nonsense.
            for _ in 0..<20 where !bytes.isEmpty {
                let at = Int(generator.next() % UInt64(bytes.count))
                let anchor = anchors[Int(generator.next() % UInt64(anchors.count))]
                bytes.replaceSubrange(at..<min(bytes.count, at + anchor.count), with: anchor)
            }
            let paths = ["a/.env", "a/.netrc", "a/.pgpass", "k/krb5.keytab", "x/master.key", "id.p12", ""]
            _ = lab.hits(bytes, path: paths[round % paths.count])
        }
        for magic: [UInt8] in [
            [0xfe, 0xed, 0xfe, 0xed], [0x30, 0x82], [0x30, 0x80], [0x03, 0xd9, 0xa2, 0x9a], [0x30, 0x03, 2, 1],
        ] {
            for _ in 0..<50 { _ = lab.hits(magic + generator.bytes(Int(generator.next() % 200)), path: "id") }
        }
    }

    @Test func valuesNeverLeave() throws {
        let lab = try SecretLab()
        for sample in SecretSample.everyKind(.builtIn, seed: 55) {
            for hit in lab.hits(sample.text, path: sample.path) {
                let shown = [hit.evidence, hit.keyName ?? "", hit.note ?? "", "\(hit)"]
                let value = sample.value
                for text in shown.map({ Array($0.utf8) }) {
                    #expect(!text.contains(value), "\(sample.kind)")
                    // No piece longer than a quarter of it either, for values worth the name.
                    let piece = max(6, value.count / 4 + 1)
                    guard value.count > piece, value.count <= 300 else { continue }
                    for start in stride(from: 4, to: value.count - piece, by: 1) {
                        let part = value[start..<(start + piece)]
                        if part.allSatisfy({ $0 == part.first }) { continue }
                        if text.firstRange(of: part) != nil {
                            Issue.record("\(sample.kind) shows \(piece) bytes of its value")
                            break
                        }
                    }
                }
                let evidence = hit.evidence.filter { $0 != "\u{2026}" }
                if hit.evidence.contains("\u{2026}") {
                    #expect(evidence.utf8.count <= value.count / 4, "\(sample.kind)")
                }
            }
        }
    }
}
