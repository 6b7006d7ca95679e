// SPDX-License-Identifier: Apache-2.0
public import Checks
internal import Findings

/// The answer of `dunnage check --explain` for people: what the path is, and what every rule had to do with it.
public enum ExplanationText {
    /// Where the text of a row begins.
    private static let column = 40

    /// The text with a line feed after each line; whatever comes out of the image is escaped.
    public static func text(of place: WhyReport, _ trace: RuleTrace, options: TextOptions = TextOptions()) -> String {
        var lines: [TextLine] = [TextLine()]
        for row in trace.rows where row.outcome != .looked { lines += self.lines(row, options) }
        lines += quiet(trace, options.width)
        if !trace.silent.isEmpty { lines += words("not concerned: ", trace.silent, options.width) }
        return WhyText.text(of: place, options: options)
            + lines.map { $0.rendered(colour: options.colour) + "\n" }.joined()
    }

    private static func lines(_ row: RuleTrace.Row, _ options: TextOptions) -> [TextLine] {
        var line = TextLine()
        switch row.outcome {
        case .flagged(let severity): line.add(severity.rawValue, Ink(severity))
        case .excepted: line.add("excepted", .faint)
        case .looked: line.add("quiet", .faint)
        case .off: line.add("off", .faint)
        }
        line.pad(to: 10)
        let name = row.kind.isEmpty ? row.rule : row.rule + "/" + row.kind
        line.add(TerminalText.fit(name, column - 12), .strong)
        line.pad(to: column)
        var notes = row.notes
        if case .excepted(let reason) = row.outcome { notes.insert(reason, at: 0) }
        let room = options.width - column
        let parts = TerminalText.wrap(
            notes.joined(separator: "; "), first: room, rest: room, lines: options.detail == .verbose ? .max : 4)
        var lines: [TextLine] = []
        for (index, part) in parts.enumerated() {
            if index > 0 {
                lines.append(line)
                line = TextLine()
                line.pad(to: column)
            }
            line.add(part)
        }
        return lines + [line]
    }

    /// Rules that looked and say nothing, those with the same reason together.
    private static func quiet(_ trace: RuleTrace, _ width: Int) -> [TextLine] {
        var order: [[String]] = []
        var rules: [[String]: [String]] = [:]
        for row in trace.rows where row.outcome == .looked {
            if rules[row.notes] == nil { order.append(row.notes) }
            rules[row.notes, default: []].append(row.rule)
        }
        return order.flatMap { words("quiet: \($0.joined(separator: "; ")): ", rules[$0] ?? [], width) }
    }

    private static func words(_ lead: String, _ names: [String], _ width: Int) -> [TextLine] {
        let parts = TerminalText.wrap(
            lead + names.joined(separator: ", "), first: width, rest: width - 2, lines: .max)
        return parts.enumerated().map { TextLine(($0 > 0 ? "  " : "") + $1, .faint) }
    }
}
