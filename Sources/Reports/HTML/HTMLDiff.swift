// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

/// A comparison as one page: verdict, numbers, why it grew, budgets, findings, layers, directories, packages, files and
/// settings, in the style of `HTMLReport`. All of that is plain HTML; where the comparison lists every file, the script
/// adds a map of what changed and a table to search.
public struct HTMLDiff: Sendable {
    private let report: DiffReport
    private var page = HTMLText(reserving: 65_536)

    public static func bytes(of report: DiffReport) -> [UInt8] {
        var diff = HTMLDiff(report)
        diff.write()
        return diff.page.bytes
    }

    private init(_ report: DiffReport) { self.report = report }

    private var tree: ChangeTree? { report.comparison?.tree }

    private static let mostRows = 1_000
    private static let named = ["without it", "because of"]

    private mutating func write() {
        page.add(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            \(tree == nil ? "" : "script-src '\(PageScript.digest)'; ")style-src '\(PageStyle.digest)'; \
            base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>
            """)
        page.text("\(report.name): dunnage diff")
        page.add("</title>\n<style>\(PageStyle.text)</style>\n</head>\n<body>\n")
        page.add("<a class=\"skip\" href=\"#content\">Skip to the report</a>\n<header class=\"top\"><b>dunnage</b> ")
        page.add("<span>what changed between two images</span>")
        if tree != nil { page.add("<button type=\"button\" id=\"theme\" hidden>Light or dark</button>") }
        page.add("</header>\n<main id=\"content\">\n<section class=\"comparison\">\n")
        page.element("h1", "dir=\"ltr\"", report.name)
        addHead()
        for warning in report.warnings {
            page.add("<p><b>Warning:</b> ")
            page.text((warning.where.map { $0 + ": " } ?? "") + warning.message)
            page.add("</p>\n")
        }
        if let comparison = report.comparison { addBody(comparison) } else { addBudgets() }
        if let tree {
            page.add("<script type=\"application/json\">")
            page.add(bytes: HTMLDiffData.bytes(of: tree))
            page.add("</script>\n")
        }
        page.add("</section>\n</main>\n")
        if tree != nil { page.add("<div id=\"announcer\" class=\"hushed\" aria-live=\"polite\"></div>\n") }
        page.add("<footer>")
        page.text("\(report.tool.name) \(report.tool.version) · \(report.beforeSource) → \(report.afterSource)")
        page.add(" · one file, nothing is loaded, nothing is sent</footer>\n")
        if tree != nil { page.add("<script>\(PageScript.text)</script>\n") }
        page.add("</body>\n</html>\n")
    }

    private mutating func addHead() {
        let side = report.comparison
        let references = [side?.before.reference, report.afterReference ?? side?.after.reference].compactMap(\.self)
        page.element(
            "p", "class=\"facts\"", (references + [report.afterPlatform].compactMap(\.self)).joined(separator: " · "))
        let style = report.status == .warn ? "incomplete" : report.status.rawValue
        page.add("<div class=\"verdict \(style)\" role=\"status\"><b>\(report.status.rawValue.uppercased())</b> ")
        if let comparison = report.comparison {
            let size = comparison.totals.size
            var words = comparison.isSame ? "no change" : "\(ByteText.signed(size.delta))"
            if size.delta != 0, let percent = size.percent { words += " (\(ByteText.signed(percent: percent)))" }
            if let growth = report.growth, growth.over > 0 {
                words += growth.accepted == nil ? ", \(ByteText.text(growth.over)) over the limit" : ", growth accepted"
            }
            let findings = report.gatedFindings.count
            if findings > 0 { words += ", \(ByteText.count(findings, "new finding"))" }
            page.element("span", "", words)
        } else {
            page.add("<span>there was nothing to compare with</span>")
        }
        page.add("</div>\n")
        if let accepted = report.growth?.accepted {
            page.element(
                "p", "", "Growth accepted: " + accepted.reason + (accepted.expires.map { ", until " + $0 } ?? ""))
        }
        if let proposal = report.proposal { page.element("p", "", "To keep it that small: " + proposal) }
    }

    private mutating func addBody(_ comparison: ImageComparison) {
        for gap in comparison.before.gaps + comparison.after.gaps {
            page.element("p", "", "Not complete: " + gap)
        }
        let totals = comparison.totals
        var rows = [("image", totals.size), ("of it the app", totals.app), ("of it the base", totals.base)]
        rows += [("live", totals.live), ("dead: ships unseen", totals.dead)]
        if let before = comparison.pull.before, let after = comparison.pull.after {
            rows.append(("pull", SizeChange(before, after)))
        }
        table("Sizes", ["what", "before", "after", "change"], numbers: [1, 2, 3], rows) { name, change in
            [name, ByteText.text(change.before), ByteText.text(change.after), ByteText.signed(change.delta)]
        }
        if let fetched = comparison.pull.fetched {
            page.element("p", "", "A node that has the image before fetches \(ByteText.text(fetched)).")
        }
        addCauses(comparison)
        addBudgets()
        if tree != nil {
            page.add(
                "<h2>What changed, file by file <small>live files; what a later layer hides is above</small></h2>\n")
            page.add("<div class=\"map-place\"><noscript><p>This part needs JavaScript.</p></noscript></div>\n")
        }
        for (title, marks) in [
            ("New findings", comparison.findings.new), ("Fixed findings", comparison.findings.fixed),
        ] {
            table(title, ["severity", "rule", "what", "where"], numbers: [], marks) { mark in
                [mark.severity, mark.rule, mark.message, PlaceText.place(mark.path)]
            }
        }
        table("Layers", ["before", "after", "what", "change", "instruction"], numbers: [0, 1, 3], comparison.layers) {
            [
                $0.before.map(String.init) ?? "", $0.after.map(String.init) ?? "",
                $0.kind.rawValue + ($0.isBase ? ", base" : ""),
                $0.size.delta == 0 ? "–" : ByteText.signed($0.size.delta),
                TerminalText.folded($0.instruction ?? $0.instructionBefore ?? ""),
            ]
        }
        table("Directories", ["change", "path", "files"], numbers: [0, 2], comparison.directories) {
            [ByteText.signed($0.size.delta), CauseText.text($0.path), ByteText.count(Int64($0.files))]
        }
        table("Packages", ["change", "package", "before", "after", "layer"], numbers: [0, 4], comparison.packages) {
            [
                ByteText.signed($0.size.delta), $0.name, $0.versionBefore ?? "", $0.version ?? "", String($0.layer),
            ]
        }
        table(
            "Files", ["change", "path", "what", "layer"], numbers: [0, 3], comparison.files, place: "files-place"
        ) { file in
            let from = file.from.map { " from " + CauseText.text($0) } ?? ""
            return [
                ByteText.signed(file.size.delta), CauseText.text(file.path), file.kind.rawValue + from,
                (file.layer ?? file.layerBefore).map(String.init) ?? "",
            ]
        }
        table("Settings", ["setting", "before", "after"], numbers: [], comparison.config) {
            [DiffText.field($0.field), $0.before ?? "", $0.after ?? ""]
        }
    }

    private mutating func addCauses(_ comparison: ImageComparison) {
        let growth = report.growth.flatMap { $0.over > 0 ? $0 : nil }
        let columns = ["change", "what", "more", "from", "what to do"] + (growth == nil ? [] : ["without it"])
        table("Why", columns, numbers: [0], comparison.causes) { cause in
            let from = cause.layer.map { "layer \($0) " } ?? ""
            return [
                ByteText.signed(cause.bytes), CauseText.title(cause), CauseText.detail(cause),
                from + TerminalText.folded(cause.instruction ?? ""), cause.remedy ?? "",
            ] + (growth.map { [cause.appBytes > 0 ? CauseText.whatIf(cause, $0) : ""] } ?? [])
        }
    }

    private mutating func addBudgets() {
        table("Budgets", ["budget", "limit", "actual", "verdict", "because of"], numbers: [1, 2], report.budgets) {
            [
                $0.name, ByteText.text($0.limit),
                $0.name == "growth" ? ByteText.signed($0.actual) : ByteText.text($0.actual),
                $0.state.rawValue, $0.cause ?? "",
            ]
        }
    }

    /// A heading and a table, or nothing without rows. Every cell is text.
    private mutating func table<Row>(
        _ title: String, _ columns: [String], numbers: Set<Int>, _ rows: [Row], place: String? = nil,
        _ cells: (Row) -> [String]
    ) {
        guard !rows.isEmpty else { return }
        page.element("h2", "", title)
        if let place { page.add("\n<div class=\"\(place)\">") }
        // Narrow screens show a row of many columns as a block.
        page.add("\n<div class=\"wide\"><table\(columns.count > 4 ? " class=\"stack\"" : "")><thead><tr>")
        for (index, column) in columns.enumerated() {
            page.element("th", numbers.contains(index) ? "class=\"number\"" : "", column)
        }
        page.add("</tr></thead><tbody>\n")
        for row in rows.prefix(HTMLDiff.mostRows) {
            page.add("<tr>")
            for (index, cell) in cells(row).enumerated() {
                let isNumber = numbers.contains(index)
                // A block has no heads of columns: what would be a bare number there brings its own.
                let word = isNumber && columns[index] != "change" || HTMLDiff.named.contains(columns[index])
                page.element(
                    "td",
                    "class=\"\(isNumber ? "number beside" : "text")\""
                        + (word ? " data-word=\"\(columns[index])\"" : ""), cell)
            }
            page.add("</tr>\n")
        }
        page.add("</tbody></table></div>\n")
        if rows.count > HTMLDiff.mostRows { page.element("p", "", "and \(rows.count - HTMLDiff.mostRows) more") }
        if place != nil { page.add("</div>\n") }
    }
}
