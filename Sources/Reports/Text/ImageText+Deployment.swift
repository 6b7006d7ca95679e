// SPDX-License-Identifier: Apache-2.0

extension ImageText {
    /// How the image does under its orchestrator's hardening, and the block to paste where all of it has room.
    func deploymentSection(_ maximum: Int) -> [TextLine] {
        guard let deployment = image.verdict.deployment else { return [] }
        let head = "UNDER " + deployment.target.uppercased()
        var lines = [TextLine(head, .heading)]
        for setting in deployment.settings {
            var line = TextLine("  ")
            line.add(setting.ok ? "yes" : "no", setting.ok ? .pass : .fail)
            line.pad(to: 7)
            line.add(setting.name, .strong)
            line.pad(to: 31)
            let parts = TerminalText.wrap(setting.why, first: width - 31, rest: width - 31, lines: isVerbose ? .max : 2)
            for (index, part) in parts.enumerated() {
                if index > 0 {
                    lines.append(line)
                    line = TextLine()
                    line.pad(to: 31)
                }
                line.add(part)
            }
            lines.append(line)
        }
        let block = deployment.block.map { TextLine("    " + TerminalText.escape($0)) }
        if lines.count + block.count <= maximum { return lines + block }
        lines[0].add("  the block to paste: -v", .faint, upTo: width)
        return Array(lines.prefix(maximum))
    }
}
