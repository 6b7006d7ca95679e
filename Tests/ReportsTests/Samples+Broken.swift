// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports

extension Samples {
    /// Read as far as it goes.
    static var incomplete: ImageReport {
        var image = clean
        image.reference = "registry.example.com/team/group/payments-service:1.4.2-rc.1"
        image.complete = false
        image.gaps = [
            "layer 2 ends after 1.2 MB of 2.8 MB: the archive was cut short",
            "layer 1 does not have the digest that the manifest gives it",
        ]
        image.layers[2].verified = nil
        image.layers[1].verified = false
        image.totals.pullSize = nil
        image.totals.dockerfileEstimate = nil
        image.totals.slimEstimate = nil
        image.efficiency = nil
        image.findings = [
            finding(
                "root-user", "no-user", .high, .privilege, "runs as root", remedy: "USER app",
                at: [Location(path: "config:User", layer: nil)])
        ]
        image.verdict = Verdict(
            status: .incomplete, counts: SeverityCounts(high: 1),
            budgets: [BudgetResult(name: "image", limit: 100_000_000, actual: 127_914_003, ok: false)])
        return image
    }

    /// Names, instructions and evidence that attack the terminal, and scripts of every width.
    static var hostile: ImageReport {
        var image = clean
        let escape = "\u{1B}[2J\u{1B}]0;owned\u{7}"
        image.reference = "evil\(escape):\u{202E}tsetal"
        image.distribution = "Deb\u{0}ian \u{9B}31m"
        image.config.starts = ["sh -c \"a\nb\"", "ファイル.sh", "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"]
        image.config.user = "\u{200B}root\r\nPASS"
        image.config.effectiveUser = EffectiveUser(uid: 1, gid: 1, name: "a\u{2066}b\u{85}")
        image.layers[2].instruction = "RUN printf '\u{1B}[31m' \n && echo 名前が長いファイルの名前 && true"
        image.findings = [
            finding(
                "secret", "kind", .critical, .secret, "key\u{2028}\u{2029}\u{1B}c", evidence: "…\u{8}\u{8}\u{8}",
                at: [Location(path: "/app/\u{202E}gpj.\u{202C}日本語/\u{1B}[1A名前.pem", line: 1, layer: 2)]),
            finding(
                "secret", "kind", .high, .secret, "手紙の鍵", at: [Location(path: "/鍵.pem", layer: 2)]),
            finding(
                "writable-entrypoint", "world", .medium, .privilege, "anyone may write \u{7F}\u{AD}it",
                remedy: "chmod\u{0B} 755\u{FEFF}", at: [Location(path: "/👍\u{FE0F}🏽/ru\u{E0041}n", layer: 2)]),
        ]
        image.notes = ["note\nFAIL  forged line"]
        image.verdict = Verdict(status: .fail, counts: SeverityCounts(critical: 1, high: 1, medium: 1))
        return image
    }

    /// More of everything than a screen holds.
    static var endless: ImageReport {
        var image = badNode
        image.findings += (0..<60).map { number in
            finding(
                "secret", "generic-token", .critical, .secret,
                "a token in a configuration file that has a rather long explanation of what it opens",
                at: [
                    Location(
                        path: "/srv/app/config/environment-\(number)/deeply/nested/settings.yml", line: 4, layer: 2)
                ])
        }
        image.fixes += (0..<40).map { number in
            Fix(
                id: "more-\(number)",
                title: "another thing that has to go, with a title that does not fit on one line at all",
                remedy: "write something else instead, which also takes more than a line to explain to a reader",
                layer: 2, bytes: Int64(number) * 2_000_000, severity: .medium)
        }
        image.layers = (0..<120).map {
            layer($0, size: Int64($0 * $0 + 1) * 10_000, dead: $0 % 3 == 0 ? 1_000 : 0, base: $0 < 9, "RUN step \($0)")
        }
        image.verdict.counts = SeverityCounts(critical: 64, high: 3, medium: 49, low: 9, info: 14)
        image.verdict.budgets = (0..<9).map {
            BudgetResult(name: "/app/module-\($0)/**", limit: 1_000_000, actual: 123_456_789, ok: false)
        }
        return image
    }
}
