// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import SecretScan

@Suite struct RuleTests {
    @Test func tablesAreWellFormed() throws {
        let rules = SecretRules.builtIn
        #expect(rules.count >= 220)
        #expect(Set(rules.kinds.map(\.id)).count == rules.count)
        for rule in rules.rules {
            #expect(rule.id.utf8.allSatisfy { ByteSet.lower.contains($0) || ByteSet.digits.contains($0) || $0 == 0x2d })
            #expect(!rule.title.isEmpty && rule.title.last != ".")
            #expect(rule.description.hasSuffix("."))
            #expect(BytePattern(rule.pattern) != nil, "\(rule.id)")
            for anchor in rule.anchors where anchor.utf8.count < 3 {
                Issue.record("\(rule.id): \(anchor) is too short")
            }
        }
        #expect(rules.fingerprint.count == 32)
    }

    @Test func everyKindFires() throws {
        let lab = try SecretLab()
        for seed in 1...(isQuickRun ? 1 : 20) {
            let samples = SecretSample.everyKind(.builtIn, seed: UInt64(seed))
            let made = Set(samples.map(\.kind))
            for kind in SecretRules.builtIn.kinds where !made.contains(kind.id) {
                Issue.record("no sample of \(kind.id)")
            }
            for sample in samples {
                let hits = lab.hits(sample.text, path: sample.path)
                let kinds = hits.map { lab.engine.rules.kinds[$0.kind].id }
                #expect(
                    kinds.contains(sample.kind),
                    "\(sample.kind): \(kinds) in \(String(decoding: sample.text.prefix(300), as: UTF8.self))")
            }
        }
    }

    @Test func everyKindIsQuietWithoutItsSecret() throws {
        let lab = try SecretLab()
        for sample in SecretSample.everyKind(.builtIn, seed: 9) where sample.value.count < sample.text.count {
            guard let at = sample.text.firstRange(of: sample.value) else { continue }
            for filler in isQuickRun ? ["x"] : ["x", "*", "0"] {
                var text = sample.text
                text.replaceSubrange(at, with: [UInt8](repeating: filler.utf8.first ?? 0, count: sample.value.count))
                let kinds = lab.hits(text, path: sample.path).map { lab.engine.rules.kinds[$0.kind].id }
                #expect(
                    kinds.isEmpty, "\(sample.kind): \(kinds) in \(String(decoding: text.prefix(200), as: UTF8.self))")
            }
        }
    }
}
