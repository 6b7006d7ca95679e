// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// The report as a person reads it in a terminal or in the log of a build.
///
/// What the image is, the verdict, secrets to rotate, fixes with bytes that add up, another base, the layers, and the
/// verdict again, because logs are read from the end. At most 50 lines unless `-v` asks for everything. Whatever comes
/// out of an image is escaped.
public enum TextReport {
    /// The most lines without `-v`.
    public static let maximumLines = 50

    /// The text with a line feed after each line. Time and memory are linear in the report.
    public static func text(of report: Report, options: TextOptions = TextOptions()) -> String {
        let images = report.images.map { image in
            let isKnown = report.archives.indices.contains(image.archive)
            return ImageText(
                image: image, source: isKnown ? report.archives[image.archive].source : "image", options: options)
        }
        let lines: [TextLine]
        switch (options.detail, images.count) {
        case (.quiet, _):
            lines = closings(images, options, atMost: .max) + together(report, options)
        case (_, 0):
            lines = warnings(report, options, 20) + [TextLine("No image was found", .doubt)]
        case (.verbose, _):
            lines = join(
                images.map { ImagePage($0).lines(.max) }
                    + [
                        warnings(report, options, .max) + closings(images, options, atMost: .max)
                            + together(report, options)
                    ])
        case (.normal, 1):
            let tail = warnings(report, options, 4) + closings(images, options, atMost: 1)
            let page = ImagePage(images[0]).lines(maximumLines - tail.count)
            // The quiet line and what follows it are one block.
            lines = images[0].quietLine().isEmpty ? join([page, tail]) : page + tail
        case (.normal, _):
            lines = several(images, report, options)
        }
        var text = ""
        for line in lines {
            text += line.rendered(colour: options.colour)
            text += "\n"
        }
        return text
    }

    /// A page an image as far as they fit, and a closing line each.
    private static func several(_ images: [ImageText], _ report: Report, _ options: TextOptions) -> [TextLine] {
        let tail = warnings(report, options, 4) + closings(images, options, atMost: 40) + together(report, options)
        var room = maximumLines - tail.count - images.count
        guard room / images.count >= 8 else { return tail }
        // Images that need little leave their lines to the others.
        let pages = images.map(ImagePage.init)
        let needs = pages.map { $0.lines(maximumLines).count }
        var shares = needs
        var left = images.count
        for index in needs.indices.sorted(by: { (needs[$0], $0) < (needs[$1], $1) }) {
            shares[index] = min(needs[index], room / left)
            room -= shares[index]
            left -= 1
        }
        return join(zip(pages, shares).map { $0.lines($1) } + [tail])
    }

    /// The closing lines. Where they are too many, images that do not pass are the ones to be named.
    private static func closings(_ images: [ImageText], _ options: TextOptions, atMost limit: Int) -> [TextLine] {
        func closing(_ image: ImageText, isLast: Bool) -> TextLine {
            image.closing(elapsed: isLast ? options.elapsed : nil)
        }
        guard images.count > limit else {
            return images.enumerated().map { closing($1, isLast: $0 == images.count - 1) }
        }
        let order =
            images.filter { $0.image.verdict.status != .pass } + images.filter { $0.image.verdict.status == .pass }
        let named = order.prefix(limit - 1).map { closing($0, isLast: false) }
        let rest = order.dropFirst(limit - 1)
        let passing = rest.filter { $0.image.verdict.status == .pass }.count
        let words = "… \(ByteText.count(rest.count, "more image")): \(passing) pass, \(rest.count - passing) do not: -v"
        return named + [TextLine(words, .faint)]
    }

    /// What several images come to, as the last lines of a run; empty for one image.
    public static func text(of summary: RunSummary, options: TextOptions = TextOptions()) -> String {
        lines(of: summary, options).map { $0.rendered(colour: options.colour) + "\n" }.joined()
    }

    private static func together(_ report: Report, _ options: TextOptions) -> [TextLine] {
        var options = options
        // The line before has it.
        options.elapsed = nil
        return lines(of: RunSummary(of: report.images), options)
    }

    private static func lines(of summary: RunSummary, _ options: TextOptions) -> [TextLine] {
        guard summary.images > 1 else { return [] }
        var verdicts: [String] = []
        if summary.incomplete > 0 { verdicts.append("\(summary.incomplete) incomplete") }
        if summary.failed > 0 { verdicts.append("\(summary.failed) fail") }
        if summary.passed > 0 { verdicts.append("\(summary.passed) pass") }
        let counts = SeverityText.counts(summary.counts, from: .medium)
        let judged = [verdicts, counts].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
        let time = options.elapsed.map(ImageText.seconds) ?? ""
        let title = "\(summary.images) images  "
        var first = TextLine(title, .strong)
        first.add(judged.joined(separator: " · "), upTo: options.width - (time.isEmpty ? 0 : time.count + 2))
        if !time.isEmpty { first.add(time, .faint, endingAt: options.width) }
        var second = TextLine()
        second.pad(to: title.utf8.count)
        var size = ByteText.count(summary.layers, "layer") + ", " + ByteText.text(summary.size)
        if summary.uniqueLayers < summary.layers {
            size += "; each once: \(summary.uniqueLayers), \(ByteText.text(summary.uniqueSize))"
        }
        second.add(size, upTo: options.width)
        return [first, second]
    }

    private static func warnings(_ report: Report, _ options: TextOptions, _ maximum: Int) -> [TextLine] {
        var lines: [TextLine] = []
        for (index, warning) in report.warnings.enumerated() {
            if lines.count + 1 >= maximum, index + 1 < report.warnings.count {
                let more = ByteText.count(report.warnings.count - index, "more warning")
                lines.append(TextLine("… \(more): -v", .faint))
                break
            }
            let text = (warning.where.map { $0 + ": " } ?? "") + warning.message
            let room = options.width - 9
            let parts = TerminalText.wrap(text, first: room, rest: room, lines: options.detail == .verbose ? .max : 1)
            for (number, part) in (parts.isEmpty ? [""] : parts).enumerated() {
                var line = TextLine(number == 0 ? "warning" : "", .doubt)
                line.pad(to: 9)
                line.add(part)
                lines.append(line)
            }
        }
        return lines
    }

    /// Blocks with an empty line between them.
    private static func join(_ blocks: [[TextLine]]) -> [TextLine] {
        Array(blocks.filter { !$0.isEmpty }.joined(separator: [TextLine()]))
    }
}
