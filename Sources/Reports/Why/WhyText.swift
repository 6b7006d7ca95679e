// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import NameText

/// The answer of `dunnage why` for people.
public enum WhyText {
    /// Packages of one name that are shown in full: npm has the same one in many places.
    private static let shown = 5
    /// Steps of a chain that are shown: its ends say most.
    private static let steps = 16

    /// The text with a line feed after each line; whatever comes out of the image is escaped.
    public static func text(of report: WhyReport, options: TextOptions = TextOptions()) -> String {
        var lines: [TextLine] = []
        if let place = report.place { lines += self.lines(place, options.width) }
        for package in report.packages.prefix(shown) {
            if !lines.isEmpty { lines.append(TextLine()) }
            lines += self.lines(package, options.width)
        }
        let rest = max(0, report.packages.count - shown) + report.omitted
        if rest > 0 {
            lines.append(TextLine())
            lines.append(TextLine("\(rest) more of that name: --json", .faint))
        } else if report.place != nil, report.packages.isEmpty {
            lines.append(TextLine())
            lines.append(TextLine("No package owns it.", .faint))
        }
        return lines.map { $0.rendered(colour: options.colour) + "\n" }.joined()
    }

    private static func lines(_ place: WhyReport.Place, _ width: Int) -> [TextLine] {
        let path = NameText.text(of: place.path)
        var lines = [TextLine(path, .heading)]
        for share in place.shares {
            var line = TextLine()
            line.add(ByteText.text(share.bytes), .strong, endingAt: 12)
            line.add("  " + layer(share.layer, share.isBase))
            if place.isDirectory { line.add("  " + ByteText.count(Int(clamping: share.files), "file")) }
            switch share.state {
            case .live: line.add("  live", .live)
            case .overwritten: line.add("  replaced by L\(share.removedIn ?? 0)", .dead)
            case .deleted: line.add("  deleted by L\(share.removedIn ?? 0)", .dead)
            }
            if share.isHardLink { line.add("  a hard link, which cost nothing") }
            if share.isMetadataOnly { line.add("  same content as below: only owner, mode or time changed") }
            lines.append(line)
            lines.append(instruction(share.instruction, width))
        }
        if let changed = place.changed {
            lines.append(
                TextLine(changed ? "  changed since its package brought it" : "  as its package brought it", .faint))
        }
        return lines
    }

    private static func lines(_ package: WhyReport.Brought, _ width: Int) -> [TextLine] {
        guard let own = package.chain.last else { return [] }
        var head = TextLine(own.name, .heading)
        if !own.version.isEmpty { head.add(" " + own.version) }
        head.add(
            "   \(package.ecosystem) · \(ByteText.text(own.bytes)) in "
                + ByteText.count(Int(clamping: package.files), "file"))
        var lines = [head]
        if let owner = package.partOf { lines.append(TextLine("  part of the system package " + owner)) }
        lines += chain(package.chain, width)
        var layer = TextLine("  " + self.layer(package.layer, package.isBase))
        layer.add("  " + instructionText(package.instruction), upTo: width)
        lines.append(layer)
        if !package.neededBy.isEmpty {
            var line = TextLine("  needed by \(ByteText.count(package.neededBy.count, "package")): ")
            line.add(package.neededBy.prefix(40).joined(separator: ", "), .faint, upTo: width)
            lines.append(line)
        }
        if package.changedCount > 0 {
            var line = TextLine("  \(ByteText.count(package.changedCount, "file")) changed since: ")
            let names = package.changedFiles.prefix(20).map { NameText.text(of: $0) }
            line.add(names.joined(separator: ", "), .faint, upTo: width)
            lines.append(line)
        }
        return lines
    }

    private static func chain(_ steps: [WhyReport.Step], _ width: Int) -> [TextLine] {
        var lines: [TextLine] = []
        let column = min(max(40, width - 34), 64)
        for (index, step) in steps.enumerated() {
            if steps.count > WhyText.steps, index >= WhyText.steps / 2, index < steps.count - WhyText.steps / 2 {
                if index == WhyText.steps / 2 {
                    lines.append(TextLine("      … \(steps.count - WhyText.steps) more …", .faint))
                }
                continue
            }
            let indent = min(index, 12)
            var line = TextLine("  " + String(repeating: " ", count: max(0, indent * 2 - 2)) + (index > 0 ? "└ " : ""))
            line.add(step.name + (step.version.isEmpty ? "" : " " + step.version), upTo: column)
            line.add(ByteText.text(step.bytes), .strong, endingAt: column + 11)
            line.add("  " + word(step.relation), .faint)
            lines.append(line)
        }
        return lines
    }

    private static func word(_ relation: WhyReport.Step.Relation) -> String {
        switch relation {
        case .requested: "asked for by hand"
        case .base: "the base's"
        case .unknown: "nobody says why"
        case .needed: "needed"
        case .recommended: "recommended"
        }
    }

    private static func layer(_ layer: Int, _ isBase: Bool) -> String { "L\(layer)" + (isBase ? " base" : "") }

    private static func instruction(_ text: String?, _ width: Int) -> TextLine {
        var line = TextLine(String(repeating: " ", count: 14))
        line.add(instructionText(text), .faint, upTo: width)
        return line
    }

    private static func instructionText(_ text: String?) -> String {
        text.map(TerminalText.folded).flatMap { $0.isEmpty ? nil : $0 } ?? "(no history)"
    }
}
