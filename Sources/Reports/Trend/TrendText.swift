// SPDX-License-Identifier: Apache-2.0

import Findings
public import Sizing

/// A trend file as a person reads it: for each series where it came from, its course, and the builds that moved it.
public enum TrendText {
    /// - Parameters:
    ///   - creep: percent above the lowest of `days` that the last build may have; nil: nobody judges.
    public static func text(
        of trend: Trend, source: String, creep: Double? = nil, days: Int = 30, options: TextOptions = TextOptions()
    ) -> String {
        var blocks = trend.series.map { page($0, creep, days, options) }
        if trend.series.isEmpty { blocks.append([TextLine("\(source) holds no build yet", .doubt)]) }
        let damages = trend.damages.prefix(options.detail == .verbose ? .max : 5).map { damage in
            var line = TextLine("warning  ", .doubt)
            line.add(TerminalText.fitMiddle(source, options.width / 3))
            line.add(":\(damage.line) was skipped: it \(damage.what)", upTo: options.width)
            return line
        }
        if !damages.isEmpty { blocks.append(Array(damages)) }
        if trend.damages.count > damages.count {
            blocks.append([TextLine("… \(trend.damages.count - damages.count) more lines were skipped: -v", .faint)])
        }
        return blocks.joined(separator: [TextLine()]).map { $0.rendered(colour: options.colour) + "\n" }.joined()
    }

    private static func page(
        _ series: TrendSeries, _ creep: Double?, _ days: Int, _ options: TextOptions
    ) -> [TextLine] {
        guard let first = series.first, let last = series.last, let lowest = series.lowest, let highest = series.highest
        else { return [] }
        let width = options.width
        var head = TextLine(TerminalText.fitMiddle(last.name, width / 2), .strong)
        let span = first.date.day == last.date.day ? "\(last.date.day)" : "\(first.date.day) to \(last.date.day)"
        let facts = [last.platform, ByteText.count(series.builds.count, "build"), span].compactMap(\.self)
        head.add("  ")
        head.add(facts.joined(separator: " · "), .faint, upTo: width)
        var sizes = TextLine("  " + ByteText.text(first.size) + " → ")
        sizes.add(ByteText.text(last.size), .strong)
        let change = SizeChange(first.size, last.size)
        if let percent = change.percent { sizes.add("  " + ByteText.signed(percent: percent)) }
        sizes.add(
            "    lowest \(ByteText.text(lowest.size)), highest \(ByteText.text(highest.size))", .faint, upTo: width)
        var lines = [head, sizes]
        if series.builds.count > 1 {
            lines.append(TextLine("  " + Sparkline.text(series.builds.map(\.size), columns: width - 2), .live))
        }
        lines += moves(series, options)
        if let creep, let line = verdict(series, creep, days, width) { lines.append(line) }
        return lines
    }

    private static func moves(_ series: TrendSeries, _ options: TextOptions) -> [TextLine] {
        let moves = series.moves
        let most = options.detail == .verbose ? Int.max : 8
        var lines = moves.prefix(most).enumerated().map { index, move in
            var line = TextLine("  \(move.build.date.day)  ")
            line.add(TerminalText.fit(short(move.build), 16))
            line.pad(to: 32)
            line.add(ByteText.signed(move.bytes), .strong, endingAt: 42)
            line.add("  ")
            let parts = move.parts.map { "\(TerminalText.folded($0.name)) \(ByteText.signed($0.bytes))" }
            line.add(parts.joined(separator: ", "), .faint, upTo: options.width)
            return line
        }
        if !lines.isEmpty { lines.insert(TextLine("MOVED IT", .heading), at: 0) }
        if moves.count > most { lines.append(TextLine("  … \(moves.count - most) earlier: -v", .faint)) }
        return lines
    }

    /// The tag, or the commit's first digits.
    private static func short(_ build: TrendEntry) -> String {
        build.tag ?? build.commit.map { String($0.prefix(12)) } ?? build.id.map { String($0.suffix(64).prefix(12)) }
            ?? ""
    }

    private static func verdict(_ series: TrendSeries, _ limit: Double, _ days: Int, _ width: Int) -> TextLine? {
        guard let creep = series.creep(over: days, limit: limit) else { return nil }
        var line = TextLine(creep.isBroken ? "FAIL" : "PASS", creep.isBroken ? .fail : .pass)
        let percent = creep.percent.map { ByteText.signed(percent: $0) } ?? "everything"
        let from = "\(ByteText.text(creep.lowest.size)), \(creep.lowest.date.day)"
        line.add(
            "  \(percent) over the lowest of \(days) days (\(from)), limit \(DiffText.number(limit)) %", upTo: width)
        return line
    }
}
