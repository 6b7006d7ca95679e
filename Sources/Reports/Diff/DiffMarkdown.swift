// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

/// A comparison as a comment on a pull request, or as the summary of a CI step, in the Markdown that GitHub and GitLab
/// share: a headline, what changed in numbers, why, and how to accept it. Everything else is folded away.
///
/// A comment begins with `<!-- dunnage:diff NAME PLATFORM -->`, by which a bot finds the one that it is to replace, and
/// is empty when there is nothing to say. Whatever comes out of an image is escaped.
public struct DiffMarkdown: Sendable {
    /// What it is for.
    public enum Kind: Sendable {
        /// With the marker, and silent when nothing moved.
        case comment
        /// Without the marker, never silent.
        case summary
    }

    /// GitHub takes 65,536 characters in a comment.
    public static let maximumCharacters = 65_000

    /// How many rows each part has.
    private struct Room {
        var causes: Int
        var findings: Int
        var files: Int

        static let steps = [
            Room(causes: 10, findings: 20, files: 100), Room(causes: 10, findings: 10, files: 25),
            Room(causes: 8, findings: 5, files: 0), Room(causes: 3, findings: 2, files: 0),
        ]
    }

    private let report: DiffReport
    private let kind: Kind
    private let room: Room

    /// At most `maximumCharacters`: where it would be more, the least important rows go first, and a line says so.
    public static func text(of report: DiffReport, _ kind: Kind) -> String {
        if kind == .comment, report.isQuiet { return "" }
        var text = ""
        for (step, room) in Room.steps.enumerated() {
            text = DiffMarkdown(report: report, kind: kind, room: room).text
            if step > 0 { text += "\n<sub>Shortened: «dunnage diff -v» has every row.</sub>\n" }
            if text.unicodeScalars.count <= maximumCharacters { return text }
        }
        // Every cell is bounded, so the shortest form is far below the limit.
        return String(text.unicodeScalars.prefix(maximumCharacters))
    }

    private var text: String {
        var text = kind == .comment ? marker + "\n" : ""
        text += headline + "\n"
        for warning in report.warnings.prefix(5) {
            let place = warning.where.map { MarkdownText.code($0) + ": " } ?? ""
            text += "\n> ⚠️ \(place)\(MarkdownText.words(warning.message))\n"
        }
        guard let comparison = report.comparison else {
            return text + "\nThere was nothing to compare with (\(MarkdownText.code(report.beforeSource))).\n" + budgets
        }
        for side in [comparison.before, comparison.after] {
            for gap in side.gaps.prefix(3) { text += "\n> ⚠️ Not complete: \(MarkdownText.words(gap))\n" }
        }
        text += "\n" + numbers(comparison) + why(comparison) + budgets + newFindings(comparison.findings)
        return text + acceptance(comparison) + details(comparison)
    }

    // MARK: Head

    private var marker: String { MarkdownText.marker("diff", report.name, report.afterPlatform) }

    private var headline: String {
        let (sign, word) =
            switch report.status {
            case .pass: ("✅", "PASS")
            case .warn: ("⚠️", "WARN")
            case .fail: ("❌", "FAIL")
            case .incomplete: ("⚠️", "INCOMPLETE")
            }
        var words = "### \(sign) \(word) \(MarkdownText.code(report.name, limit: 80))"
        guard let comparison = report.comparison else { return words }
        let size = comparison.totals.size
        words += comparison.isSame ? ": no change" : ": " + ByteText.signed(size.delta)
        if size.delta != 0, let percent = size.percent { words += " (\(ByteText.signed(percent: percent)))" }
        if report.status == .incomplete { return words + ", but nobody can vouch for it" }
        if let growth = report.growth, growth.over > 0 {
            words +=
                growth.accepted == nil ? ", **\(ByteText.text(growth.over)) over the limit**" : ", growth accepted"
        }
        // Otherwise a failure that no byte explains would have no reason in its headline.
        let findings = report.gatedFindings.count
        if findings > 0 { words += ", **\(ByteText.count(findings, "new finding"))**" }
        return words
    }

    // MARK: Tables

    private func numbers(_ comparison: ImageComparison) -> String {
        let totals = comparison.totals
        let names = columns(comparison)
        var text = "| | \(names.old) | \(names.new) | Δ |\n|---|--:|--:|--:|\n"
        func row(_ name: String, _ change: SizeChange) -> String {
            MarkdownText.row([
                name, ByteText.text(change.before), ByteText.text(change.after),
                change.delta == 0 ? "–" : "**\(ByteText.signed(change.delta))**",
            ])
        }
        text += row("image", totals.size)
        if totals.base.delta != 0 { text += row("of it the app", totals.app) + row("of it the base", totals.base) }
        if totals.live.delta != totals.size.delta { text += row("hidden but shipped", totals.dead) }
        let pull = comparison.pull
        let sign = pull.isApproximate ? "~" : ""
        if let before = pull.before, let after = pull.after {
            text += MarkdownText.row([
                "pull", sign + ByteText.text(before), sign + ByteText.text(after), ByteText.signed(after - before),
            ])
        }
        if let fetched = pull.fetched {
            text += MarkdownText.row(["fetched by nodes that have \(names.old)", "", sign + ByteText.text(fetched), ""])
        }
        let (new, fixed) = (weighty(comparison.findings.new), weighty(comparison.findings.fixed))
        if !new.isEmpty || !fixed.isEmpty {
            text += MarkdownText.row(["findings, medium and above", "", "", "+\(new.count) -\(fixed.count)"])
        }
        return text
    }

    /// The tags where they differ; else «before» and «this».
    private func columns(_ comparison: ImageComparison) -> (old: String, new: String) {
        let old = comparison.before.reference.flatMap { DiffReport.parts($0).tag }
        let new = comparison.after.reference.flatMap { DiffReport.parts($0).tag }
        guard let old, let new, old != new else { return ("before", "this") }
        return (MarkdownText.code(old, limit: 40), MarkdownText.code(new, limit: 40))
    }

    private func why(_ comparison: ImageComparison) -> String {
        guard !comparison.causes.isEmpty else { return "" }
        let (named, folded) = DiffCauses.split(comparison.causes, most: room.causes)
        var text = "\n| Δ | why | from | what to do |\n|--:|---|---|---|\n"
        for cause in named {
            let title = MarkdownText.code(CauseText.title(cause))
            let detail = CauseText.detail(cause)
            text += MarkdownText.row([
                ByteText.signed(cause.bytes),
                title + (detail.isEmpty ? "" : " " + MarkdownText.words(detail, limit: 100)),
                from(cause), cause.remedy.map { MarkdownText.code($0) } ?? "",
            ])
        }
        if let rest = DiffCauses.folded(folded) {
            text += MarkdownText.row([bytes(rest.bytes), MarkdownText.words(rest.words, limit: 200), "", ""])
        }
        return text + whatIf(named)
    }

    /// In one piece: a narrow cell would break it at its blank.
    private func bytes(_ bytes: Int64) -> String { ByteText.signed(bytes).replacing(" ", with: "\u{A0}") }

    private func from(_ cause: Cause) -> String {
        guard let layer = cause.layer else { return "" }
        let instruction = cause.instruction.map { " " + MarkdownText.code(TerminalText.folded($0), limit: 44) } ?? ""
        return "layer \(layer)" + instruction
    }

    private func whatIf(_ causes: [Cause]) -> String {
        guard let growth = report.growth, growth.over > 0, let cause = causes.first(where: { $0.appBytes > 0 }) else {
            return ""
        }
        let rest = growth.without(cause.appBytes)
        let end = rest.over > 0 ? "still \(ByteText.text(rest.over)) over" : "within the limit"
        return "\nWithout \(MarkdownText.words(CauseText.short(cause))): \(ByteText.signed(rest.growth)), **\(end)**.\n"
    }

    private var budgets: String {
        let broken = report.budgets.filter { $0.state != .kept && $0.name != "growth" }
        guard !broken.isEmpty else { return "" }
        var text = "\n| budget | limit | actual | |\n|---|--:|--:|---|\n"
        for budget in broken.prefix(10) {
            let state = budget.state == .broken ? "**broken** by \(ByteText.text(budget.over))" : budget.state.rawValue
            let cause = budget.cause.map { ": " + MarkdownText.code($0, limit: 60) } ?? ""
            text += MarkdownText.row([
                MarkdownText.code(budget.name, limit: 60), ByteText.text(budget.limit), ByteText.text(budget.actual),
                state + cause,
            ])
        }
        return text
    }

    private func weighty(_ marks: [ImageSnapshot.FindingMark]) -> [ImageSnapshot.FindingMark] {
        marks.filter { (Severity(rawValue: $0.severity) ?? .info) >= .medium }
    }

    private func newFindings(_ changes: FindingChanges) -> String {
        let sorted = weighty(changes.new).sorted { left, right in
            (Severity(rawValue: left.severity) ?? .info) > (Severity(rawValue: right.severity) ?? .info)
        }
        guard !sorted.isEmpty else { return "" }
        var text = "\n**New findings**\n\n"
        for mark in sorted.prefix(room.findings) {
            text += "- \(mark.severity): \(MarkdownText.words(mark.message.isEmpty ? mark.rule : mark.message)) "
            text += "(\(MarkdownText.code(PlaceText.place(mark.path))))\n"
        }
        return text + more(sorted.count - room.findings)
    }

    private func acceptance(_ comparison: ImageComparison) -> String {
        if let accepted = report.growth?.accepted {
            let end = accepted.expires.map { ", until \($0)" } ?? (accepted.to == nil ? ", for this run" : "")
            return "\nGrowth accepted\(end): \(MarkdownText.words(accepted.reason))\n"
        }
        if let proposal = report.proposal {
            return "\nTo keep it that small: \(MarkdownText.code(proposal)) in `.dunnage.yml`.\n"
        }
        guard report.budgets.contains(where: { $0.name == "growth" && $0.state == .broken }) else { return "" }
        let to = DiffReport.acceptableSize(comparison)
        return "\nTo accept: `growth-accepted: {to: \(to), reason: \"…\", expires: YYYY-MM-DD}` in `.dunnage.yml`.\n"
    }

    // MARK: Details

    private func details(_ comparison: ImageComparison) -> String {
        guard room.files > 0, !comparison.isSame else { return "" }
        var text = "\n<details><summary>Layers, packages, files, settings</summary>\n\n"
        text += layers(comparison) + packages(comparison) + files(comparison) + settings(comparison)
        return text + "\n</details>\n"
    }

    private func layers(_ comparison: ImageComparison) -> String {
        var text = "| layer | Δ | | instruction |\n|---|--:|---|---|\n"
        for layer in comparison.layers.prefix(room.files) {
            let number = layer.after.map(String.init) ?? "(\(layer.before ?? 0))"
            let instruction = layer.instruction ?? layer.instructionBefore ?? ""
            text += MarkdownText.row([
                number, layer.size.delta == 0 ? "–" : ByteText.signed(layer.size.delta), layer.kind.rawValue,
                MarkdownText.code(TerminalText.folded(instruction), limit: 100),
            ])
        }
        return text + more(comparison.layers.count - room.files)
    }

    private func packages(_ comparison: ImageComparison) -> String {
        guard !comparison.packages.isEmpty else { return "" }
        var text = "\n| package | before | after | Δ |\n|---|---|---|--:|\n"
        for package in comparison.packages.prefix(room.files) {
            text += MarkdownText.row([
                MarkdownText.code(package.name), MarkdownText.code(package.versionBefore ?? "", limit: 40),
                MarkdownText.code(package.version ?? "", limit: 40), ByteText.signed(package.size.delta),
            ])
        }
        return text + more(comparison.packages.count - room.files)
    }

    private func files(_ comparison: ImageComparison) -> String {
        let changes = comparison.files.filter { !$0.isBase }
        guard !changes.isEmpty else { return "" }
        var text = "\n| file | | Δ |\n|---|---|--:|\n"
        for change in changes.prefix(room.files) {
            let from = change.from.map { " from " + MarkdownText.code(CauseText.text($0)) } ?? ""
            text += MarkdownText.row([
                MarkdownText.code(CauseText.text(change.path)), change.kind.rawValue + from,
                ByteText.signed(change.size.delta),
            ])
        }
        let all = comparison.fileCounts.counts.values.reduce(0, +)
        return text + more(max(changes.count, all) - room.files)
    }

    private func settings(_ comparison: ImageComparison) -> String {
        guard !comparison.config.isEmpty else { return "" }
        var text = "\n| setting | before | after |\n|---|---|---|\n"
        for change in comparison.config.prefix(room.files) {
            text += MarkdownText.row([
                MarkdownText.code(DiffText.field(change.field)), MarkdownText.code(change.before ?? "", limit: 80),
                MarkdownText.code(change.after ?? "", limit: 80),
            ])
        }
        return text + more(comparison.config.count - room.files)
    }

    private func more(_ count: Int) -> String { count > 0 ? "\nand \(ByteText.count(Int64(count))) more\n" : "" }
}
