// SPDX-License-Identifier: Apache-2.0

import Findings

/// Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request.
///
/// A step may give ten errors, ten warnings and ten notices; what is beyond is lost, so the tenth counts the rest.
public enum GitHubAnnotations {
    private static let most = 10

    public static func bytes(of report: Report) -> [UInt8] {
        var lines: [(level: String, line: String)] = report.unread.map { warning in
            let text = (warning.where.map { $0 + ": " } ?? "") + warning.message
            return ("error", command("error", [("title", "dunnage: incomplete")], text))
        }
        for image in report.images {
            let least = min(.medium, image.verdict.failOn ?? .medium)
            for severity in SeverityText.worstFirst where severity >= least {
                for finding in image.findings where finding.severity == severity && finding.suppressedBy == nil {
                    let level = severity >= .high ? "error" : "warning"
                    lines.append((level, annotation(finding, level, image)))
                }
            }
            for limit in image.verdict.brokenLimits {
                let text = "\(image.title): \(limit.title) is broken: \(limit.comparison)"
                lines.append(("error", command("error", [("title", "dunnage: budget")], text)))
            }
            for gap in image.gaps {
                lines.append(("error", command("error", [("title", "dunnage: incomplete")], "\(image.title): \(gap)")))
            }
        }
        var text = ""
        for level in ["error", "warning"] {
            let ours = lines.filter { $0.level == level }
            let shown = ours.count > most ? most - 1 : ours.count
            for (_, line) in ours.prefix(shown) { text += line }
            if shown < ours.count {
                let rest = "\(ByteText.count(Int64(ours.count - shown))) more: see the report"
                text += command(level, [("title", "dunnage")], rest)
            }
        }
        for image in report.images.prefix(most) {
            let counts = SeverityText.counts(image.verdict.counts, from: .info)
            let words = counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
            let verdict = image.verdict.status.rawValue.uppercased()
            text += command(
                "notice", [("title", "dunnage")],
                "\(verdict) \(image.title): \(words), \(ByteText.text(image.totals.size))")
        }
        return Array(text.utf8)
    }

    private static func annotation(_ finding: Finding, _ level: String, _ image: ImageReport) -> String {
        var properties: [(String, String)] = []
        if let dockerfile = image.dockerfile, let lines = image.lines(of: finding) {
            properties = [
                ("file", dockerfile.path), ("line", "\(lines.lowerBound)"), ("endLine", "\(lines.upperBound)"),
            ]
        }
        properties.append(("title", "dunnage: \(finding.rule), \(finding.severity.rawValue)"))
        return command(level, properties, "\(image.title): " + FindingText.sentence(finding))
    }

    /// `::error file=…,line=…::message`: per cent, line ends and, in properties, colons and commas are escaped as the
    /// runner reads them, so that text from an image ends no command and begins none.
    static func command(_ level: String, _ properties: [(String, String)], _ message: String) -> String {
        let written = properties.map { name, value in
            name + "=" + data(value).replacing(":", with: "%3A").replacing(",", with: "%2C")
        }
        return "::\(level) \(written.joined(separator: ","))::\(data(message))\n"
    }

    private static func data(_ text: String) -> String {
        TerminalText.escape(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }
}
