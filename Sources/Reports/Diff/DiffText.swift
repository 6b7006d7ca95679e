// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

/// A comparison as a person reads it in a terminal or in a build's log: what it is, the verdict, why it grew, budgets,
/// and the verdict again. One screen, whatever differs; whatever comes out of an image is escaped.
public struct DiffText: Sendable {
    let report: DiffReport
    let options: TextOptions

    var width: Int { options.width }
    var isVerbose: Bool { options.detail == .verbose }

    /// The text with a line feed after each line.
    public static func text(of report: DiffReport, options: TextOptions = TextOptions()) -> String {
        let page = DiffText(report: report, options: options)
        let lines: [TextLine]
        if options.detail == .quiet {
            lines = [page.closing()]
        } else if let comparison = report.comparison {
            lines = page.lines(comparison)
        } else {
            lines = page.warnings() + page.budgets() + [page.closing()]
        }
        return lines.map { $0.rendered(colour: options.colour) + "\n" }.joined()
    }

    private func lines(_ comparison: ImageComparison) -> [TextLine] {
        if comparison.isSame, report.status == .pass {
            return title(comparison) + warnings() + [closing()]
        }
        let blocks = [
            title(comparison), verdict(comparison) + gaps(comparison), why(comparison), facts(comparison),
            warnings() + [closing()],
        ]
        return Array(blocks.filter { !$0.isEmpty }.joined(separator: [TextLine()]))
    }

    // MARK: Head

    /// `shop  v1 → v2        linux/amd64 · base unchanged (layer 0, 122.1 MB)`
    private func title(_ comparison: ImageComparison) -> [TextLine] {
        var line = TextLine()
        let names = names(comparison)
        if !names.name.isEmpty {
            line.add(TerminalText.fitMiddle(names.name, max(12, width / 2)), .strong)
            line.add("  ")
        }
        line.add(TerminalText.fitMiddle(names.change, max(16, width - line.width)))
        let facts = [comparison.after.platform, base(comparison)].compactMap(\.self).joined(separator: " · ")
        if line.width + 2 + TerminalText.width(facts) <= width {
            line.add(facts, .faint, endingAt: width)
            return [line]
        }
        return [line, TextLine(TerminalText.fit(facts, width), .faint)]
    }

    /// The common name with both tags, or both names.
    func names(_ comparison: ImageComparison) -> (name: String, change: String) {
        let before = comparison.before.reference ?? report.beforeSource
        let after = comparison.after.reference ?? report.afterSource
        let (old, new) = (DiffReport.parts(before), DiffReport.parts(after))
        if comparison.before.reference != nil, comparison.after.reference != nil, old.name == new.name,
            let oldTag = old.tag, let newTag = new.tag
        {
            if oldTag != newTag { return (new.name, "\(oldTag) → \(newTag)") }
            let ids = [comparison.before.id, comparison.after.id].map { $0.map(DiffText.short) ?? "?" }
            return (new.name + ":" + newTag, ids[0] == ids[1] ? ids[0] : "\(ids[0]) → \(ids[1])")
        }
        return ("", "\(before) → \(after)")
    }

    /// Twelve digits, as people know them.
    private static func short(_ id: String) -> String { String((id.split(separator: ":").last ?? "").prefix(12)) }

    private func base(_ comparison: ImageComparison) -> String? {
        let (old, new) = (comparison.before, comparison.after)
        let size = comparison.totals.base
        guard old.baseLayers > 0 || new.baseLayers > 0 else { return "no base known" }
        if comparison.isBaseUnchanged {
            let layers = new.baseLayers == 1 ? "layer 0" : "layers 0-\(new.baseLayers - 1)"
            return "base unchanged (\(layers), \(ByteText.text(size.after)))"
        }
        let name = [old.baseName, new.baseName].compactMap(\.self)
        let names = name.count == 2 && name[0] != name[1] ? "\(name[0]) → \(name[1]), " : ""
        return "base changed (\(names)\(ByteText.signed(size.delta)))"
    }

    // MARK: Verdict

    private func verdict(_ comparison: ImageComparison) -> [TextLine] {
        let size = comparison.totals.size
        var line = TextLine(word, ink)
        line.pad(to: 6)
        line.add(ByteText.text(size.before))
        line.add(" → ")
        line.add(ByteText.text(size.after), .strong)
        line.add("    ")
        line.add(ByteText.signed(size.delta), size.delta > 0 ? .strong : .plain)
        if let percent = size.percent { line.add("  " + ByteText.signed(percent: percent)) }
        if let limit = limit() {
            let text = "limit " + limit
            if line.width + 4 + TerminalText.width(text) <= width { line.add("    " + text, .faint) }
        }
        var lines = [line]
        if let pull = pull(comparison.pull) { lines += indented(pull, at: 6, lines: 2) }
        if comparison.totals.live.delta != size.delta {
            let totals = comparison.totals
            let text =
                "live \(ByteText.signed(totals.live.delta)), hidden but shipped \(ByteText.signed(totals.dead.delta))"
            lines += indented(text, at: 6, lines: 1)
        }
        if comparison.totals.base.delta != 0 {
            let text =
                "app \(ByteText.signed(comparison.totals.app.delta)), which the growth budget judges; "
                + "base \(ByteText.signed(comparison.totals.base.delta))"
            lines += indented(text, at: 6, lines: 1)
        }
        return lines
    }

    /// `+10 MB (10 MB or 5 %)`
    private func limit() -> String? {
        guard let growth = report.growth else { return nil }
        let parts = [
            growth.limitBytes.map { DiffText.round($0) }, growth.limitPercent.map { "\(DiffText.number($0)) %" },
        ].compactMap(\.self)
        let sum = "+" + DiffText.round(growth.limit)
        return parts.count > 1 ? "\(sum) (\(parts.joined(separator: " or ")))" : sum
    }

    /// Limits are round numbers mostly: `10 MB`, not `10.0 MB`.
    static func round(_ bytes: Int64) -> String {
        let text = ByteText.text(bytes)
        return text.replacing(".00 ", with: " ").replacing(".0 ", with: " ")
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
    }

    /// `pull  51.4 → 117.6 MB; a node that has v1 fetches 75.4 MB (L0 is shared)`
    private func pull(_ pull: PullChange) -> String? {
        guard let before = pull.before, let after = pull.after else { return nil }
        func text(_ bytes: Int64) -> String {
            pull.isApproximate && bytes > 0 ? ByteText.approximate(bytes) : ByteText.text(bytes)
        }
        var words = "pull  \(DiffText.pair(text(before), text(after)))"
        if let fetched = pull.fetched {
            words += "; a node that has \(oldName) fetches \(text(fetched))"
            let shared = PlaceText.layers(pull.shared)
            if !shared.isEmpty { words += " (\(shared) \(pull.shared.count == 1 ? "is" : "are") shared)" }
        }
        return words
    }

    /// `51.4 → 117.6 MB`: one unit is enough where both have it.
    static func pair(_ before: String, _ after: String) -> String {
        let (old, new) = (before.split(separator: " "), after.split(separator: " "))
        return old.count == 2 && old.last == new.last ? "\(old[0]) → \(after)" : "\(before) → \(after)"
    }

    /// What to call the image before in a sentence: its tag where that tells it from the other.
    var oldName: String {
        guard let old = report.comparison?.before.reference else { return "the first" }
        let tag = DiffReport.parts(old).tag
        let other = report.comparison?.after.reference.flatMap { DiffReport.parts($0).tag }
        return tag == other ? "the first" : tag.map { TerminalText.fit($0, 20) } ?? "the first"
    }

    private func gaps(_ comparison: ImageComparison) -> [TextLine] {
        var lines: [TextLine] = []
        for (name, side) in [("before", comparison.before), ("after", comparison.after)] {
            for gap in side.gaps.prefix(isVerbose ? .max : 3) {
                var line = TextLine("      cannot vouch for the image \(name): ", .doubt)
                line.add(gap, upTo: width)
                lines.append(line)
            }
        }
        return lines
    }

    // MARK: Ends

    func warnings() -> [TextLine] {
        report.warnings.prefix(isVerbose ? .max : 4).flatMap { warning -> [TextLine] in
            let text = (warning.where.map { $0 + ": " } ?? "") + warning.message
            return TerminalText.wrap(text, first: width - 9, rest: width - 9, lines: 2).enumerated().map {
                index, part in
                var line = TextLine(index == 0 ? "warning" : "", .doubt)
                line.pad(to: 9)
                line.add(part)
                return line
            }
        }
    }

    func closing() -> TextLine {
        var line = TextLine(word, ink)
        line.add("  ")
        guard let comparison = report.comparison else {
            let broken = report.budgets.filter { $0.state == .broken }.map(\.name).joined(separator: ", ")
            line.add(broken.isEmpty ? "" : "\(broken) over budget; ", upTo: width)
            line.add("nothing to compare with: \(report.beforeSource)", upTo: width)
            return line
        }
        line.add(closingWords(comparison), upTo: width)
        return line
    }

    private func closingWords(_ comparison: ImageComparison) -> String {
        let size = comparison.totals.size
        if comparison.isSame, report.status == .pass { return "no change: \(ByteText.text(size.after))" }
        var facts = [size.delta == 0 ? "no change in size" : ByteText.signed(size.delta)]
        switch report.status {
        case .incomplete: return "cannot vouch for what was compared"
        case .pass, .warn:
            if let accepted = report.growth?.accepted { facts.append("accepted: \(accepted.reason)") }
            if report.status == .warn {
                facts.append("worth a look: above \(DiffText.round(report.growth?.warning ?? 0))")
            }
        case .fail:
            let broken = report.budgets.filter { $0.state == .broken }
            if broken.contains(where: { $0.name == "growth" }) {
                return facts[0]
                    + ". To accept: growth-accepted in .dunnage.yml (to \(DiffReport.acceptableSize(comparison)), reason)"
            }
            if !broken.isEmpty { facts.append(broken.map(\.name).joined(separator: ", ") + " over budget") }
            if !report.gatedFindings.isEmpty {
                facts.append(ByteText.count(report.gatedFindings.count, "new finding"))
            }
        }
        return facts.joined(separator: ", ")
    }

    var word: String {
        switch report.status {
        case .pass: "PASS"
        case .warn: "WARN"
        case .fail: "FAIL"
        case .incomplete: "INCOMPLETE"
        }
    }

    private var ink: Ink {
        switch report.status {
        case .pass: .pass
        case .warn, .incomplete: .doubt
        case .fail: .fail
        }
    }

    func indented(_ text: String, at column: Int, lines: Int) -> [TextLine] {
        TerminalText.wrap(text, first: width - column, rest: width - column, lines: lines).map { part in
            var line = TextLine()
            line.pad(to: column)
            line.add(part)
            return line
        }
    }
}
