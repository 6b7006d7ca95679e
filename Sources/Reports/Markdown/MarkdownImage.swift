// SPDX-License-Identifier: Apache-2.0

import Findings

/// One image in Markdown.
struct MarkdownImage {
    /// How much stands in the folded parts; each case has less than the one before.
    enum Detail: CaseIterable {
        case most, layers, least
    }

    let image: ImageReport
    let detail: Detail

    var text: String {
        var text = marker + headline + facts
        for gap in image.gaps.prefix(5) { text += "> ⚠️ Not complete: \(MarkdownText.words(gap))\n\n" }
        text += sizes + budgets + secrets + fixes
        if detail != .least { text += layers }
        if detail == .most { text += findings }
        return text
    }

    private var counted: [Finding] { image.findings.filter { $0.suppressedBy == nil } }

    private var marker: String {
        MarkdownText.marker("check", image.repository ?? "image", image.platform) + "\n"
    }

    private var headline: String {
        let (sign, word) =
            switch image.verdict.status {
            case .pass: ("✅", "PASS")
            case .fail: ("❌", "FAIL")
            case .incomplete: ("⚠️", "INCOMPLETE")
            }
        let counts = SeverityText.counts(image.verdict.counts, from: min(.medium, image.verdict.failOn ?? .medium))
        let broken = image.verdict.brokenLimits.count
        let why =
            (counts.isEmpty ? ["nothing of weight"] : counts)
            + (broken > 0 ? [ByteText.count(broken, "broken budget")] : [])
        return "### \(sign) \(word) \(MarkdownText.code(image.title)): \(why.joined(separator: ", "))\n\n"
    }

    private var facts: String {
        let totals = image.totals
        var facts = [
            "**\(ByteText.text(totals.size))** in \(ByteText.count(image.layers.count, "layer"))",
            "\(ByteText.count(totals.files)) files",
        ]
        if let pull = totals.pullSize {
            facts.append("pull " + (totals.pullSizeIsApproximate ? ByteText.approximate(pull) : ByteText.text(pull)))
        }
        if image.config.effectiveUser?.isRoot == true { facts.append("runs as root") }
        if let platform = image.platform { facts.append(MarkdownText.words(platform)) }
        if let distribution = image.distribution { facts.append(MarkdownText.words(distribution)) }
        if let id = image.shortID { facts.append(MarkdownText.code(id)) }
        facts.append("gate: " + (image.verdict.failOn.map { "fail-on \($0.rawValue)" } ?? "never fails"))
        return facts.joined(separator: " · ") + "\n\n"
    }

    /// Where the edits lead, when they lead anywhere.
    private var sizes: String {
        let totals = image.totals
        guard let byDockerfile = totals.dockerfileEstimate, let slim = totals.slimEstimate, slim < totals.size else {
            return ""
        }
        var columns = [("now", totals.size), ("after the fixes", byDockerfile)]
        if totals.reclaimable.byBase >= 1_000_000 { columns.append(("and on a slimmer base", slim)) }
        let gains = columns.dropFirst().map { ByteText.text(totals.size - $0.1) }
        return MarkdownText.row([""] + columns.map(\.0)) + "|---|" + columns.map { _ in "--:|" }.joined() + "\n"
            + MarkdownText.row(["size"] + columns.map { ByteText.text($0.1) })
            + MarkdownText.row(["saves", ""] + gains) + "\n"
    }

    private var budgets: String {
        // Broken ones first, since the table has an end.
        let limits = image.verdict.brokenLimits + image.verdict.limits.filter(\.ok)
        guard !limits.isEmpty else { return "" }
        var text = "| budget | limit | actual | |\n|---|--:|--:|---|\n"
        for limit in limits.prefix(20) {
            text += MarkdownText.row([
                MarkdownText.code(limit.name), limit.bound, limit.actual, limit.ok ? "ok" : "**broken**",
            ])
        }
        return text + "\n"
    }

    private var secrets: String {
        let secrets = counted.filter { $0.category == .secret && $0.severity >= .medium }
            .sorted { $0.severity > $1.severity }
        guard !secrets.isEmpty else { return "" }
        let reach = secrets.count == 1 ? "it" : "them"
        var text = "**Rotate first: \(ByteText.count(secrets.count, "secret")).** "
        text += "Whoever can pull the image has \(reach); deleting does not help.\n\n"
        text += "| severity | where | what | from |\n|---|---|---|---|\n"
        let limit = detail == .least ? 5 : 12
        for secret in secrets.prefix(limit) {
            var what = MarkdownText.words(secret.message)
            if !secret.evidence.isEmpty, !secret.message.contains(secret.evidence) {
                what += ", " + MarkdownText.code(secret.evidence)
            }
            let fate = PlaceText.fate(secret)
            text += MarkdownText.row([
                secret.severity.rawValue, place(secret), what + (fate.isEmpty ? "" : ": " + fate), source(secret),
            ])
        }
        return text + more(secrets.count - limit) + "\n"
    }

    private var fixes: String {
        let fixes = image.fixes.filter {
            $0.severity > .info && ![Fix.baseID, Fix.secretsID, Fix.archiveID].contains($0.id)
        }
        guard !fixes.isEmpty else { return "" }
        let gain = image.totals.reclaimable.byDockerfile
        var text = "**Fix in the Dockerfile"
        text += gain > 0 ? ": \(ByteText.text(gain)) to get back**\n\n" : "**\n\n"
        text += "| | saves | severity | what | what to do | where |\n|--:|--:|---|---|---|---|\n"
        let limit = detail == .least ? 5 : 12
        for (number, fix) in fixes.prefix(limit).enumerated() {
            text += MarkdownText.row([
                String(number + 1), fix.bytes > 0 ? ByteText.text(fix.bytes) : "", fix.severity.rawValue,
                MarkdownText.words(fix.title), MarkdownText.words(fix.remedy), source(layer: fix.layer),
            ])
        }
        return text + more(fixes.count - limit) + "\n"
    }

    private var layers: String {
        guard !image.layers.isEmpty else { return "" }
        let limit = 60
        var text = "<details><summary>Layers</summary>\n\n"
        text += "| | size | live | dead | instruction |\n|--:|--:|--:|--:|---|\n"
        for layer in image.layers.prefix(limit) {
            let instruction = MarkdownText.code(
                TerminalText.folded(layer.instruction ?? layer.createdBy ?? ""), limit: 100)
            let line = image.dockerfile?.lines(ofLayer: layer.index).map { " :\($0.lowerBound)" } ?? ""
            text += MarkdownText.row([
                String(layer.index) + (layer.base ? " base" : ""), ByteText.text(layer.size),
                ByteText.text(layer.live), ByteText.text(layer.dead), instruction + line,
            ])
        }
        return text + more(image.layers.count - limit) + "\n</details>\n\n"
    }

    private var findings: String {
        guard !counted.isEmpty else { return "" }
        let sorted = SeverityText.worstFirst.flatMap { severity in counted.filter { $0.severity == severity } }
        let limit = 100
        var text = "<details><summary>All \(ByteText.count(sorted.count, "finding"))</summary>\n\n"
        text += "| severity | rule | what | where | from |\n|---|---|---|---|---|\n"
        for finding in sorted.prefix(limit) {
            text += MarkdownText.row([
                finding.severity.rawValue, MarkdownText.code(finding.rule, limit: 60),
                MarkdownText.words(finding.message), place(finding), source(finding),
            ])
        }
        return text + more(sorted.count - limit) + "\n</details>\n\n"
    }

    private func more(_ count: Int) -> String { count > 0 ? "\nand \(ByteText.count(Int64(count))) more\n" : "" }

    private func place(_ finding: Finding) -> String {
        guard let first = finding.locations.first else { return "" }
        let others = finding.locations.count - 1
        return MarkdownText.code(PlaceText.place(first)) + (others > 0 ? " and \(others) more" : "")
    }

    /// The Dockerfile's line where it is known, else the layer.
    private func source(_ finding: Finding) -> String {
        guard let dockerfile = image.dockerfile, let lines = image.lines(of: finding) else {
            return finding.layer.map { "layer \($0)" } ?? ""
        }
        return MarkdownText.code("\(dockerfile.path):\(lines.lowerBound)")
    }

    private func source(layer: Int?) -> String {
        guard let layer else { return "" }
        guard let dockerfile = image.dockerfile, let lines = dockerfile.lines(ofLayer: layer) else {
            return "layer \(layer)"
        }
        return MarkdownText.code("\(dockerfile.path):\(lines.lowerBound)")
    }
}
