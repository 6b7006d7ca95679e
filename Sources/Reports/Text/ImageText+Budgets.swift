// SPDX-License-Identifier: Apache-2.0

extension ImageText {
    /// Broken limits, each with what weighs most in it; all of them under `-v`. At most `maximum` lines otherwise.
    func budgets(_ maximum: Int) -> [TextLine] {
        let limits = image.verdict.limits.filter { isVerbose || !$0.ok }
        guard !limits.isEmpty else { return [] }
        let names = limits.map { TerminalText.width(TerminalText.escape($0.name)) }.max() ?? 0
        let room = min(28, width - 50, names)
        var lines: [TextLine] = []
        for (index, limit) in limits.enumerated() {
            let isLast = index + 1 == limits.count
            if !isVerbose, !isLast, lines.count + 1 >= maximum {
                lines.append(more(limits.count - index, "budget", indent: 10))
                break
            }
            var line = TextLine(index == 0 ? "BUDGETS" : "", .heading)
            line.pad(to: 10)
            line.add(TerminalText.fitMiddle(limit.name, room))
            line.pad(to: 10 + room)
            line.add(limit.actual, .strong, endingAt: 10 + room + 11)
            line.add(" " + limit.relation)
            line.add(limit.limit, endingAt: max(line.width + 1 + limit.limit.utf8.count, 10 + room + 24))
            if limit.ok {
                line.add("  kept", .pass)
            } else if !limit.isOver {
                line.add("  cannot vouch", .doubt, upTo: width)
            } else {
                line.add("  broken", .fail, upTo: width)
                if line.width + limit.by.utf8.count <= width { line.add(limit.by) }
            }
            lines.append(line)
            // The cause has a line of its own as long as there is one for every broken limit too.
            let others = limits.count - index - 1
            if let cause = limit.cause, !limit.ok, isVerbose || lines.count + others + 1 <= maximum {
                var line = TextLine()
                line.pad(to: 12)
                line.add(TerminalText.fit(cause, width - 12), .faint)
                lines.append(line)
            }
        }
        return lines
    }
}
