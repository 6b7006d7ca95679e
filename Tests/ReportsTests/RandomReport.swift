// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import TestSupport

/// Reports with anything in them, the same ones for the same seed.
enum RandomReport {
    static func make(_ generator: inout SeededGenerator) -> Report {
        func many<Value>(_ most: Int, _ value: (inout SeededGenerator) -> Value) -> [Value] {
            // Few as often as many.
            let count =
                Bool.random(using: &generator)
                ? Int.random(in: 0...3, using: &generator) : Int.random(in: 0...most, using: &generator)
            return (0..<count).map { _ in value(&generator) }
        }
        let images = Int.random(in: 0...9, using: &generator) > 0 ? 1 : Int.random(in: 0...60, using: &generator)
        return Report(
            tool: Tool(version: "0"),
            archives: [ArchiveReport(source: text(&generator, upTo: 200), format: .ociArchive)],
            images: (0..<images).map { _ in image(&generator) },
            warnings: many(12) {
                Warning(code: "code", message: text(&$0, upTo: 90), where: maybe(&$0) { text(&$0, upTo: 20) })
            })
    }

    /// Words, attacks and scripts.
    static func text(_ generator: inout SeededGenerator, upTo most: Int) -> String {
        let pieces = [
            "a", "layer", " ", "/", "…", "\u{1B}[2J", "\n", "\u{202E}", "日本", "e\u{301}", "\u{301}", "👍🏽", "\u{200D}",
            "\0", "\u{9B}",
            "한", "ᄒ", "ᅡ", "\u{FE0F}", "%s", "node_modules", "\u{2028}", "\u{E000}", "Z", "\\", "🇪🇺", "ก็็็", "عربي", "\t",
        ]
        return (0..<Int.random(in: 0...most, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
        }
        .joined()
    }

    private static func maybe<Value>(
        _ generator: inout SeededGenerator, _ value: (inout SeededGenerator) -> Value
    ) -> Value? {
        Bool.random(using: &generator) ? value(&generator) : nil
    }

    private static func bytes(_ generator: inout SeededGenerator) -> Int64 {
        Int64.random(in: 0...Int64.max, using: &generator) >> Int64.random(in: 0...63, using: &generator)
    }

    private static func image(_ generator: inout SeededGenerator) -> ImageReport {
        func many<Value>(_ most: Int, _ value: (inout SeededGenerator) -> Value) -> [Value] {
            let count =
                Bool.random(using: &generator)
                ? Int.random(in: 0...3, using: &generator) : Int.random(in: 0...most, using: &generator)
            return (0..<count).map { _ in value(&generator) }
        }
        let names = many(5) { text(&$0, upTo: 9) }
        let findings = many(40, finding)
        return ImageReport(
            reference: maybe(&generator) { text(&$0, upTo: 30) }, id: maybe(&generator) { text(&$0, upTo: 30) },
            platform: maybe(&generator) { text(&$0, upTo: 10) },
            distribution: maybe(&generator) { text(&$0, upTo: 10) },
            complete: Bool.random(using: &generator), gaps: many(9) { text(&$0, upTo: 60) },
            config: ConfigReport(
                user: maybe(&generator) { text(&$0, upTo: 20) },
                effectiveUser: maybe(&generator) {
                    EffectiveUser(
                        uid: maybe(&$0) { Int64.random(in: 0...2, using: &$0) }, gid: nil, name: text(&$0, upTo: 20))
                }, entrypoint: maybe(&generator) { [text(&$0, upTo: 20)] }, starts: names, env: names),
            totals: Totals(
                files: bytes(&generator), size: bytes(&generator), live: bytes(&generator), dead: bytes(&generator),
                pullSize: maybe(&generator, bytes), pullSizeIsApproximate: Bool.random(using: &generator),
                duplicates: bytes(&generator),
                reclaimable: Reclaimable(byDockerfile: bytes(&generator), byBase: bytes(&generator)),
                dockerfileEstimate: maybe(&generator, bytes), slimEstimate: maybe(&generator, bytes)),
            reclaimable: many(5) { ReclaimableRow(category: .documentation, by: .base, bytes: bytes(&$0), files: 1) },
            base: BaseReport(
                layers: 1, how: .history, name: maybe(&generator) { text(&$0, upTo: 20) },
                alternative: maybe(&generator) { text(&$0, upTo: 20) }),
            layers: many(130) {
                LayerReport(
                    index: Int.random(in: 0...200, using: &$0), size: bytes(&$0), live: bytes(&$0), dead: bytes(&$0),
                    instruction: maybe(&$0) { text(&$0, upTo: 40) }, createdBy: text(&$0, upTo: 40),
                    base: Bool.random(using: &$0))
            },
            history: many(9) {
                HistoryReport(instruction: text(&$0, upTo: 40), comment: maybe(&$0) { text(&$0, upTo: 9) })
            },
            findings: findings,
            fixes: many(30) {
                Fix(
                    id: "fix", title: text(&$0, upTo: 40), remedy: text(&$0, upTo: 40),
                    layer: maybe(&$0) { Int.random(in: 0...200, using: &$0) },
                    bytes: bytes(&$0), severity: Severity.allCases.randomElement(using: &$0) ?? .low)
            }, notes: many(4) { text(&$0, upTo: 30) },
            verdict: Verdict(
                status: Verdict.Status.allCases.randomElement(using: &generator) ?? .pass,
                failOn: maybe(&generator) { Severity.allCases.randomElement(using: &$0) ?? .low },
                counts: SeverityCounts(of: findings),
                budgets: many(9) {
                    BudgetResult(
                        name: text(&$0, upTo: 20), limit: bytes(&$0), actual: bytes(&$0), ok: Bool.random(using: &$0))
                }))
    }

    private static func finding(_ generator: inout SeededGenerator) -> Finding {
        var finding = Finding(
            rule: "rule", kind: text(&generator, upTo: 4),
            severity: Severity.allCases.randomElement(using: &generator) ?? .low,
            category: Bool.random(using: &generator)
                ? .secret : Category.allCases.randomElement(using: &generator) ?? .vcs,
            message: text(&generator, upTo: 40), remedy: text(&generator, upTo: 30),
            evidence: text(&generator, upTo: 5),
            origin: Bool.random(using: &generator) ? .base : .app,
            removedIn: maybe(&generator) { Int.random(in: 0...20, using: &$0) },
            fingerprint: "f",
            locations: (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                Location(
                    path: text(&generator, upTo: 30), line: maybe(&generator) { Int.random(in: 1...9, using: &$0) },
                    layer: maybe(&generator) { Int.random(in: 0...200, using: &$0) },
                    state: [.live, .overwritten, .deleted].randomElement(using: &generator) ?? .live,
                    bytes: bytes(&generator))
            }, bytes: bytes(&generator))
        finding.fix = maybe(&generator) { _ in "fix" }
        finding.suppressedBy = Int.random(in: 0...4, using: &generator) == 0 ? text(&generator, upTo: 9) : nil
        return finding
    }
}
