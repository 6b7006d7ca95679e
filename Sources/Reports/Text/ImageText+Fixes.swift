// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageText {
    /// One numbered line of work, from a fix or from a finding that no fix stands for.
    private struct Work {
        var title: String
        var remedy: String
        var layer: Int?
        var bytes: Int64
        var severity: Severity
    }

    /// What to change in the Dockerfile, in order, and what it gives back.
    func fixSection(_ maximum: Int) -> [TextLine] {
        let works = self.works
        guard !works.isEmpty else { return [] }
        var lines = [fixHeading]
        var (shown, folded) = split(works, atMost: isVerbose ? .max : 8)
        // Only small things, and no byte to get back: the quiet line counts them.
        if shown.isEmpty, image.totals.reclaimable.byDockerfile == 0 { return [] }
        let least = 1 + 2 * shown.count + (folded.isEmpty ? 0 : 1)
        if !isVerbose, least > maximum {
            (shown, folded) = split(works, atMost: max(1, (maximum - 2) / 2))
        }
        // A second line goes to the first works first, as long as there is room.
        var spare = maximum - 1 - 2 * shown.count - (folded.isEmpty ? 0 : 1)
        for (number, work) in shown {
            var rows = row(number, work, titleLines: isVerbose ? .max : 2, remedyLines: isVerbose ? .max : 2)
            if !isVerbose, rows.count - 2 > spare { rows = row(number, work, titleLines: 1, remedyLines: 1) }
            spare -= rows.count - 2
            lines += rows
        }
        if !isVerbose, lines.count > maximum - (folded.isEmpty ? 0 : 1) {
            lines = Array(lines.prefix(max(1, maximum - (folded.isEmpty ? 0 : 1))))
        }
        if !folded.isEmpty { lines.append(fold(folded)) }
        return lines
    }

    /// What only another base cures is told under its own heading, and so are secrets.
    private var works: [Work] {
        let fixes = image.fixes.filter { ![Fix.baseID, Fix.secretsID, Fix.archiveID].contains($0.id) }
        let works = fixes.map { fix in
            Work(title: fix.title, remedy: fix.remedy, layer: fix.layer, bytes: fix.bytes, severity: fix.severity)
        }
        let single = loose.map { finding in
            Work(
                title: finding.message + places(of: finding), remedy: finding.remedy, layer: finding.layer,
                bytes: finding.bytes, severity: finding.severity)
        }
        // What is only good to know comes last, for its bytes: they add up to what the heading says.
        return works.filter { $0.severity > .info } + single
            + works.filter { $0.severity == .info && $0.bytes > 0 }
    }

    /// The path of a finding whose message does not name it.
    private func places(of finding: Finding) -> String {
        let place = PlaceText.place(finding.path)
        guard finding.path.hasPrefix("/"), !finding.message.contains(place) else { return "" }
        let others = finding.placeCount - 1
        return ": \(place)" + (others > 0 ? " and \(ByteText.count(Int64(others))) more" : "")
    }

    private var fixHeading: TextLine {
        var line = TextLine("FIX IN YOUR DOCKERFILE", .heading)
        let totals = image.totals
        guard totals.reclaimable.byDockerfile > 0 else { return line }
        var gain = TextLine(ByteText.text(totals.reclaimable.byDockerfile) + " to get back", .strong)
        if let estimate = totals.dockerfileEstimate {
            gain.add("   \(ByteText.text(totals.size)) → \(ByteText.text(estimate))")
        }
        if line.width + gain.width + 2 > width {
            gain = TextLine(ByteText.text(totals.reclaimable.byDockerfile) + " to get back", .strong)
        }
        line.pad(to: max(line.width + 2, width - gain.width))
        line.add(gain)
        return line
    }

    /// The works worth a row, with their numbers among all, by which remedies name each other («after fix 1»); the rest
    /// is folded. Worst and biggest stay.
    private func split(
        _ works: [Work], atMost limit: Int
    ) -> (shown: [(number: Int, work: Work)], folded: [Work]) {
        let small = max(Int64(1_000_000), image.totals.size / 100)
        var ranked = works.indices.sorted {
            let (left, right) = (works[$0], works[$1])
            if left.severity != right.severity { return left.severity > right.severity }
            return (right.bytes, $0) < (left.bytes, $1)
        }
        if limit < .max {
            ranked.removeAll {
                works[$0].severity == .info || works[$0].severity == .low && works[$0].bytes < small
            }
        }
        let kept = Set(ranked.prefix(limit))
        var shown: [(number: Int, work: Work)] = []
        var folded: [Work] = []
        for (index, work) in works.enumerated() {
            if kept.contains(index) { shown.append((index + 1, work)) } else { folded.append(work) }
        }
        return (shown, folded)
    }

    private func row(_ number: Int, _ work: Work, titleLines: Int, remedyLines: Int) -> [TextLine] {
        let layer = work.layer.map { "L\($0)" } ?? ""
        var line = lead(number, work)
        let indent = line.width
        let room = width - indent - 5
        let remedy = TerminalText.folded(work.remedy)
        let title = TerminalText.folded(work.title)
        let isShort =
            remedy.isEmpty || TerminalText.width(title) + TerminalText.width(remedy) + 3 <= room
        let parts = TerminalText.wrap(title, first: room, rest: room, lines: titleLines)
        line.add(parts.first ?? "")
        if isShort, !remedy.isEmpty {
            line.add(" → ", .pass)
            line.add(remedy)
        }
        if !layer.isEmpty { line.add(layer, .faint, endingAt: width) }
        var lines = [line]
        for part in parts.dropFirst() {
            var next = TextLine()
            next.pad(to: indent)
            next.add(part)
            lines.append(next)
        }
        guard !isShort else { return lines }
        let wide = width - indent - 2
        for (index, part) in TerminalText.wrap(remedy, first: wide, rest: wide, lines: remedyLines).enumerated() {
            var next = TextLine()
            next.pad(to: indent)
            next.add(index == 0 ? "→ " : "  ", .pass)
            next.add(part)
            lines.append(next)
        }
        return lines
    }

    /// `  1  729.1 MB  high  `
    private func lead(_ number: Int?, _ work: Work) -> TextLine {
        var line = TextLine()
        line.add(number.map(String.init) ?? "", .faint, endingAt: 3)
        if work.bytes > 0 { line.add(ByteText.text(work.bytes), .strong, endingAt: 13) }
        line.pad(to: 15)
        line.add(SeverityText.short(work.severity), Ink(work.severity))
        line.pad(to: 21)
        return line
    }

    private func fold(_ works: [Work]) -> TextLine {
        var bytes: Int64 = 0
        for work in works { bytes = bytes.addingReportingOverflow(work.bytes).overflow ? .max : bytes + work.bytes }
        let severity = works.map(\.severity).max() ?? .info
        var line = lead(nil, Work(title: "", remedy: "", layer: nil, bytes: bytes, severity: severity))
        line.add("\(ByteText.count(Int64(works.count))) \(severity > .low ? "more" : "smaller") (-v): ", .faint)
        line.add(works.prefix(20).map { TerminalText.folded($0.title) }.joined(separator: "; "), .faint, upTo: width)
        return line
    }

    /// What only another base gives back, and what came with this one.
    func baseSection(_ maximum: Int) -> [TextLine] {
        let totals = image.totals
        let findings = fromBase
        guard maximum > 0, totals.reclaimable.byBase > 0 || !findings.isEmpty else { return [] }
        var line = TextLine("BY ANOTHER BASE", .heading)
        if totals.reclaimable.byBase > 0 {
            line.pad(to: 21)
            line.add(ByteText.text(totals.reclaimable.byBase) + " more", .strong)
            if let slim = totals.slimEstimate { line.add(" → " + ByteText.text(slim)) }
        }
        var lines: [TextLine] = []
        let move = baseMove
        if !move.isEmpty {
            if line.width + TerminalText.width(move) + 2 <= width {
                line.add(move, endingAt: width)
                lines.append(line)
            } else {
                lines.append(line)
                var next = TextLine()
                next.pad(to: 21)
                next.add(move, upTo: width)
                lines.append(next)
            }
        } else {
            lines.append(line)
        }
        if let worst = findings.map(\.severity).max() {
            var next = TextLine()
            next.pad(to: 15)
            next.add(SeverityText.short(worst), Ink(worst))
            next.pad(to: 21)
            next.add(
                "in the base: " + findings.prefix(20).map { TerminalText.folded($0.message) }.joined(separator: "; "),
                upTo: width)
            lines.append(next)
        }
        return Array(lines.prefix(maximum))
    }

    /// `debian:12 → 12-slim (documentation)`
    private var baseMove: String {
        var text = TerminalText.fitMiddle(image.base.name ?? "", 40)
        if let alternative = image.base.alternative {
            let repository = image.base.name.map { $0.prefix { $0 != ":" } + ":" } ?? "\n"
            let target =
                alternative.hasPrefix(repository) ? String(alternative.dropFirst(repository.count)) : alternative
            text += (text.isEmpty ? "" : " → ") + TerminalText.fitMiddle(target, 40)
        }
        let rows = image.reclaimable.filter { $0.by == .base && $0.bytes > 0 }.sorted { $1.bytes < $0.bytes }
        guard !rows.isEmpty, !text.isEmpty else { return text }
        return text + " ("
            + rows.prefix(2).map { $0.category == .documentation ? "docs" : $0.category.rawValue }.joined(
                separator: ", ") + ")"
    }
}
