// SPDX-License-Identifier: Apache-2.0

import Checks
import Findings

extension ImageText {
    /// What was looked at and is not worth a line of its own.
    func quietLine() -> [TextLine] {
        var facts: [String] = []
        let folded = SeverityText.counts(image.verdict.counts, from: .info, to: .low)
        if !folded.isEmpty { facts.append(folded.joined(separator: ", ") + (isVerbose ? "" : " (-v)")) }
        facts += exceptions()
        if image.totals.duplicates >= 1_000_000 {
            facts.append(ByteText.text(image.totals.duplicates) + " in duplicate files")
        }
        facts += image.notes.map(TerminalText.folded)
        guard !facts.isEmpty else { return [] }
        var lines = flow(
            ["Quiet: " + facts[0]] + facts.dropFirst(), separator: " · ", indent: 7, lines: isVerbose ? .max : 2)
        lines = lines.map { line in TextLine(line.rendered(colour: false), .faint) }
        return lines
    }

    /// What exceptions took out of the count, and until when: `2 ignored`, `14 accepted until 2027-02-22`.
    private func exceptions() -> [String] {
        let counts = Suppression.counts(image.findings)
        return Suppression.allCases.compactMap { way in
            guard let count = counts[way] else { return nil }
            let number = ByteText.count(Int64(count))
            switch way {
            case .allow: return number + " allowed"
            case .ignore: return number + " ignored"
            case .base: return number + " of the base"
            case .baseline:
                return number + " accepted" + (image.verdict.baseline.map { " until \($0.expires)" } ?? "")
            }
        }
    }

    /// Every finding with its largest places, worst first: what `-v` is for.
    func findingSection() -> [TextLine] {
        guard isVerbose, !image.findings.isEmpty else { return [] }
        var lines = [TextLine("FINDINGS", .heading)]
        for severity in SeverityText.worstFirst {
            for finding in image.findings where finding.severity == severity { lines += all(of: finding) }
        }
        return lines
    }

    private func all(of finding: Finding) -> [TextLine] {
        var line = TextLine("  ")
        line.add(SeverityText.short(finding.severity), Ink(finding.severity))
        line.pad(to: 8)
        let name = finding.kind.isEmpty ? finding.rule : finding.rule + "/" + finding.kind
        line.add(TerminalText.fit(name, width - 30), .strong)
        if finding.origin == .base { line.add("  base", .faint) }
        if finding.bytes > 0 { line.add(ByteText.text(finding.bytes), endingAt: width) }
        var text = FindingText.named(finding)
        let fate = PlaceText.fate(finding)
        if !fate.isEmpty { text += ": " + fate }
        var lines = [line] + paragraph(text, indent: 8)
        if let reason = finding.suppressedBy { lines += paragraph("suppressed: " + reason, indent: 8) }
        // Every place of a secret has to be cleaned; of ten thousand cached files the largest say enough.
        let shown = finding.category == .secret ? finding.locations[...] : finding.locations.prefix(5)
        for location in shown {
            var place = TextLine()
            place.pad(to: 8)
            let layer = location.layer.map { "L\($0)" } ?? ""
            place.add(TerminalText.fitMiddle(PlaceText.place(location), width - 24), .faint)
            if location.bytes > 0, finding.locations.count > 1 {
                place.add(ByteText.text(location.bytes), .faint, endingAt: width - 6)
            }
            if !layer.isEmpty { place.add(layer, .faint, endingAt: width) }
            lines.append(place)
        }
        let more = finding.placeCount - shown.count
        if more > 0 {
            var rest = TextLine()
            rest.pad(to: 8)
            rest.add("… and \(ByteText.count(Int64(more))) more: --report json", .faint, upTo: width)
            lines.append(rest)
        }
        return lines
    }

    private func paragraph(_ text: String, indent: Int) -> [TextLine] {
        TerminalText.wrap(text, first: width - indent, rest: width - indent, lines: .max).map { part in
            var line = TextLine()
            line.pad(to: indent)
            line.add(part)
            return line
        }
    }
}
