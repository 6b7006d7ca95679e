// SPDX-License-Identifier: Apache-2.0

import Findings
import Sizing

extension DiffText {
    private static let most = 6

    /// The causes, the largest first, each with its share of the change.
    func why(_ comparison: ImageComparison) -> [TextLine] {
        guard !comparison.causes.isEmpty else { return [] }
        let delta = comparison.totals.size.delta
        let title = delta > 0 ? "WHY IT GREW" : delta < 0 ? "WHY IT SHRANK" : "WHAT CHANGED"
        var head = TextLine(title, .heading)
        head.add(explained(comparison), .faint, endingAt: width)
        let (named, folded) = DiffCauses.split(comparison.causes, most: isVerbose ? .max : DiffText.most)
        var lines = [head]
        for cause in named { lines += rows(cause, of: delta) }
        if let rest = foldedRow(folded) { lines.append(rest) }
        if let line = whatIf(named) { lines.append(line) }
        return lines
    }

    private func explained(_ comparison: ImageComparison) -> String {
        // Sums of both signs; what is left would be a fault of the comparison, and is shown as one.
        var sum: Int64 = 0
        for cause in comparison.causes { sum = sum.addingReportingOverflow(cause.bytes).partialValue }
        return sum == comparison.totals.size.delta
            ? "explained 100 %" : "unexplained \(ByteText.signed(comparison.totals.size.delta &- sum))"
    }

    /// `  +125.8 MB  91 %  /app/debug/shop-debug.core     new · core dump           L2`
    private func rows(_ cause: Cause, of delta: Int64) -> [TextLine] {
        var line = start(cause.bytes, of: delta)
        let layer = cause.layer.map { "L\($0)" } ?? ""
        let end = width - 5
        let title = CauseText.title(cause)
        let room = end - DiffText.names
        let wide = TerminalText.width(TerminalText.escape(title))
        // Details stand below each other; a longer name has its room first, but never all of it.
        let titleRoom = min(max(wide, 30), room * 7 / 10)
        let isPath = cause.kind == .file || cause.kind == .directory
        line.add(isPath ? TerminalText.fitMiddle(title, titleRoom) : TerminalText.fit(title, titleRoom))
        line.pad(to: DiffText.names + titleRoom + 2)
        let detail = shortened(TerminalText.folded(CauseText.detail(cause)), to: end - line.width)
        line.add(detail, .faint, upTo: end)
        if !layer.isEmpty { line.add(layer, .faint, endingAt: width) }
        let advice = CauseText.advice(cause)
        var lines = [line] + (advice.isEmpty ? [] : indented(advice, at: DiffText.names, lines: isVerbose ? 4 : 1))
        if isVerbose, let growth = report.growth, growth.over > 0, cause.appBytes > 0 {
            lines += indented("without it: " + CauseText.whatIf(cause, growth), at: DiffText.names, lines: 2)
        }
        return lines
    }

    /// Without the last parts that do not fit.
    private func shortened(_ detail: String, to columns: Int) -> String {
        var detail = detail
        while TerminalText.width(detail) > columns, let comma = detail.lastIndex(of: ",") {
            detail = String(detail[..<comma])
        }
        return detail
    }

    /// Where names begin.
    private static let names = 19

    private func start(_ bytes: Int64, of delta: Int64) -> TextLine {
        var line = TextLine()
        line.add(ByteText.signed(bytes), .strong, endingAt: 11)
        if let share = DiffCauses.percent(bytes, of: delta) { line.add("\(share) %", .faint, endingAt: 17) }
        line.pad(to: DiffText.names)
        return line
    }

    private func foldedRow(_ causes: [Cause]) -> TextLine? {
        guard let row = DiffCauses.folded(causes) else { return nil }
        var line = start(row.bytes, of: 0)
        line.add(row.words, upTo: width)
        return line
    }

    /// `  Without the core dump: +13.1 MB, still 3.1 MB over.`
    private func whatIf(_ causes: [Cause]) -> TextLine? {
        guard let growth = report.growth, growth.over > 0, let cause = causes.first(where: { $0.appBytes > 0 }) else {
            return nil
        }
        let rest = growth.without(cause.appBytes)
        var line = TextLine("  Without \(CauseText.short(cause)): \(ByteText.signed(rest.growth)), ")
        line.add(rest.over > 0 ? "still \(ByteText.text(rest.over)) over." : "within the limit.", .strong)
        return line
    }
}
