// SPDX-License-Identifier: Apache-2.0

import Findings

extension ImageText {
    /// The verdict under the head: the counts, and what the gate is.
    func verdict() -> [TextLine] {
        let verdict = image.verdict
        // A gate at low fails by what is low.
        var facts = SeverityText.counts(verdict.counts, from: min(.medium, verdict.failOn ?? .medium))
        if facts.isEmpty { facts = ["nothing at medium or above"] }
        let broken = brokenLimits
        if broken > 0 { facts.append(ByteText.count(broken, "budget") + " broken") }
        var line = TextLine(status, ink)
        line.add("  ")
        for (index, fact) in facts.enumerated() {
            line.add(index == 0 ? "" : " · ", .faint, upTo: width)
            line.add(fact, upTo: width)
        }
        let gate = "gate: " + (verdict.failOn.map { "fail-on \($0.rawValue)" } ?? "never fails")
        if line.width + gate.count + 2 <= width { line.add(gate, .faint, endingAt: width) }
        return [line]
    }

    /// What could not be read, so that nobody takes the rest for the whole.
    func gaps(_ maximum: Int) -> [TextLine] {
        guard !image.complete || image.verdict.status == .incomplete else { return [] }
        var head = TextLine("CANNOT VOUCH", .heading)
        head.add("  for this image: it was judged as far as it goes, but", upTo: width)
        var lines = [head]
        let gaps = image.gaps.isEmpty ? ["the archive does not hold the whole image"] : image.gaps
        for (index, gap) in gaps.enumerated() {
            if lines.count + 1 >= maximum, index + 1 < gaps.count {
                lines.append(more(gaps.count - index, "gap", indent: 2))
                break
            }
            for part in TerminalText.wrap(gap, first: width - 2, rest: width - 2, lines: isVerbose ? .max : 1) {
                lines.append(TextLine("  " + part))
            }
        }
        return lines
    }

    /// The last line, which is the first one that a reader of a CI log meets.
    func closing(elapsed: Duration?) -> TextLine {
        let verdict = image.verdict
        var facts: [String] = []
        if verdict.status == .incomplete {
            let gaps = image.gaps.isEmpty ? "" : " (" + ByteText.count(image.gaps.count, "gap") + ")"
            facts.append("cannot vouch" + gaps)
        }
        if verdict.status != .pass { facts += SeverityText.counts(verdict.counts, from: verdict.failOn ?? .high) }
        let broken = brokenLimits
        if broken > 0 { facts.append(ByteText.count(broken, "budget") + " broken") }
        if verdict.status != .incomplete { facts.append(ByteText.text(image.totals.size)) }
        let time = elapsed.map(Self.seconds) ?? ""
        let end = time.isEmpty ? width : width - time.count - 2
        var line = TextLine(status, ink)
        line.add("  ")
        let tail = ": " + facts.joined(separator: ", ")
        line.add(TerminalText.fitMiddle(shortName, max(12, end - line.width - TerminalText.width(tail))), .strong)
        line.add(tail, upTo: end)
        if let slim = image.totals.slimEstimate, slim < image.totals.size, verdict.status != .incomplete {
            let estimate = " (slim estimate " + ByteText.text(slim) + ")"
            if line.width + estimate.utf8.count <= end { line.add(estimate) }
        }
        if !time.isEmpty { line.add(time, .faint, endingAt: width) }
        return line
    }

    /// Budgets and rules of `.dive-ci` that are not kept.
    private var brokenLimits: Int { image.verdict.brokenLimits.count }

    /// `… 3 more places: -v`
    func more(_ count: Int, _ noun: String, indent: Int) -> TextLine {
        var line = TextLine()
        line.pad(to: indent)
        line.add("… \(ByteText.count(Int64(count))) more \(count == 1 ? noun : noun + "s"): -v", .faint, upTo: width)
        return line
    }

    private var status: String {
        switch image.verdict.status {
        case .pass: "PASS"
        case .fail: "FAIL"
        case .incomplete: "INCOMPLETE"
        }
    }

    private var ink: Ink {
        switch image.verdict.status {
        case .pass: .pass
        case .fail: .fail
        case .incomplete: .doubt
        }
    }

    static func seconds(_ elapsed: Duration) -> String {
        let (whole, attoseconds) = elapsed.components
        let tenths = whole * 10 + (attoseconds + 50_000_000_000_000_000) / 100_000_000_000_000_000
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        return "\(tenths / 600) min \(tenths % 600 / 10) s"
    }
}
