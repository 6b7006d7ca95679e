// SPDX-License-Identifier: Apache-2.0

import Findings

/// The report for a pull request's comment and for a step summary, in the Markdown that GitHub and GitLab share.
///
/// Each image begins with a hidden marker, `<!-- dunnage:check NAME PLATFORM -->`, by which a bot finds the comment that
/// it is to replace.
public enum MarkdownReport {
    /// A comment on GitHub holds 65,536 characters; GitLab's more.
    static let maximumBytes = 60_000

    /// Details give way first, then whole images.
    public static func bytes(of report: Report) -> [UInt8] {
        for detail in MarkdownImage.Detail.allCases {
            let text = text(report, detail, images: report.images.count)
            if text.utf8.count <= maximumBytes { return Array(text.utf8) }
        }
        var images = report.images.count
        var text = ""
        repeat {
            images /= 2
            text = self.text(report, .least, images: images)
        } while images > 0 && text.utf8.count > maximumBytes
        return Array(text.utf8)
    }

    private static func text(_ report: Report, _ detail: MarkdownImage.Detail, images: Int) -> String {
        var text = ""
        for warning in report.unread.prefix(20) {
            let place = warning.where.map { MarkdownText.code($0) + ": " } ?? ""
            text += "### ⚠️ INCOMPLETE \(place)\(MarkdownText.words(warning.message))\n\n"
        }
        for image in report.images.prefix(images) {
            text += MarkdownImage(image: image, detail: detail).text + "\n"
        }
        if images < report.images.count {
            let rest = report.images[images...]
            let failing = rest.filter { $0.verdict.status != .pass }.count
            text += "and \(ByteText.count(rest.count, "more image")): \(failing) of them do not pass.\n\n"
        }
        if report.images.isEmpty { text += "**No image was found.**\n\n" }
        let limit = detail == .least ? 5 : 20
        let warnings = report.warnings.filter { $0.code != Warning.unread }
        for warning in warnings.prefix(limit) {
            let place = warning.where.map { MarkdownText.code($0) + ": " } ?? ""
            text += "> ⚠️ \(place)\(MarkdownText.words(warning.message))\n\n"
        }
        if warnings.count > limit {
            text += "> and \(ByteText.count(warnings.count - limit, "more warning"))\n\n"
        }
        return text + "<sub>\(report.tool.name) \(report.tool.version)</sub>\n"
    }
}
