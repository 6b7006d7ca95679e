// SPDX-License-Identifier: Apache-2.0

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
            let source =
                report.archives.indices.contains(image.archive) ? report.archives[image.archive].source : "image"
            return ImageText(image: image, source: source, options: options)
        }
        let lines: [TextLine]
        switch (options.detail, images.count) {
        case (.quiet, _):
            lines = closings(images, options)
        case (.verbose, _):
            lines = everything(images, report, options)
        case (.normal, 0...1):
            lines = single(images.first, report, options)
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

    private static func single(_ image: ImageText?, _ report: Report, _ options: TextOptions) -> [TextLine] {
        guard let image else {
            return warnings(report, options, 20) + [TextLine("No image was found", .doubt)]
        }
        return page(image, maximumLines, withLayers: true, tail: warnings(report, options, 4))
    }

    /// Heads and the worst of each image as far as they fit, and a closing line each.
    private static func several(_ images: [ImageText], _ report: Report, _ options: TextOptions) -> [TextLine] {
        let warnings = warnings(report, options, 4)
        let closings = closings(images, options)
        let closing = closings.count > 40 ? Array(closings.prefix(39)) : closings
        let room = maximumLines - closing.count - warnings.count - 2
        let share = room / images.count
        var lines: [TextLine] = []
        if share >= 8 {
            for image in images { lines += page(image, share, withLayers: share >= 22, tail: nil) }
        }
        lines += warnings
        if closings.count > closing.count {
            lines += closing
            lines.append(TextLine("… \(closings.count - closing.count) more images: -v", .faint))
        } else {
            lines += closing
        }
        return lines
    }

    private static func everything(_ images: [ImageText], _ report: Report, _ options: TextOptions) -> [TextLine] {
        var lines: [TextLine] = []
        for image in images { lines += page(image, .max, withLayers: true, tail: nil) }
        return lines + warnings(report, options, .max) + closings(images, options)
    }

    /// The closing lines; images that do not pass come last, next to the prompt.
    private static func closings(_ images: [ImageText], _ options: TextOptions) -> [TextLine] {
        images.enumerated().map { $1.closing(elapsed: $0 == images.count - 1 ? options.elapsed : nil) }
    }

    /// One image: sections with an empty line between blocks. `tail` nil leaves out warnings and closing line.
    private static func page(
        _ image: ImageText, _ maximum: Int, withLayers: Bool, tail: [TextLine]?
    ) -> [TextLine] {
        let quiet = image.quietLine()
        let top = image.head(withStart: maximum > 12) + [TextLine()] + image.verdict() + image.budgets(4)
        var fixed = top.count + quiet.count
        if let tail { fixed += tail.count + 1 }
        // Each section costs an empty line before it as well.
        let sections: [(need: Int, least: Int, lines: (Int) -> [TextLine])] = [
            (0, 2, image.gaps), (0, 3, image.secretSection), (0, 4, image.fixSection), (0, 1, image.baseSection),
            (0, 4, { withLayers ? image.layerSection($0) : [] }),
        ]
        let caps = [5, 13, 20, 3, 13]
        var shares = zip(sections, caps).map { section, cap in
            section.lines(image.isVerbose ? .max : cap).count
        }
        func total() -> Int { shares.reduce(0) { $0 + $1 + ($1 > 0 ? 1 : 0) } + 1 }
        while !image.isVerbose, total() + fixed > maximum {
            // The section that is furthest above its least gives a line.
            guard
                let widest = shares.indices.filter({ shares[$0] > 0 }).max(by: {
                    (shares[$0] - sections[$0].least, $1) < (shares[$1] - sections[$1].least, $0)
                })
            else { break }
            shares[widest] = shares[widest] > sections[widest].least ? shares[widest] - 1 : 0
        }
        var lines = top
        for (index, share) in shares.enumerated() where share > 0 {
            let section = sections[index].lines(image.isVerbose ? .max : share)
            guard !section.isEmpty else { continue }
            // Another base belongs to the fixes, so it stands close to them.
            if index != 3 || shares[2] == 0 { lines.append(TextLine()) }
            lines += section
        }
        let findings = image.findingSection()
        if !findings.isEmpty { lines += [TextLine()] + findings }
        lines.append(TextLine())
        lines += quiet
        if let tail { lines += tail + [image.closing(elapsed: image.options.elapsed)] }
        return lines
    }

    private static func warnings(_ report: Report, _ options: TextOptions, _ maximum: Int) -> [TextLine] {
        var lines: [TextLine] = []
        for (index, warning) in report.warnings.enumerated() {
            if lines.count + 1 >= maximum, index + 1 < report.warnings.count {
                lines.append(
                    TextLine("… \(ByteText.count(Int64(report.warnings.count - index))) more warnings: -v", .faint))
                break
            }
            var line = TextLine("warning", .doubt)
            line.add("  ")
            let text = (warning.where.map { $0 + ": " } ?? "") + warning.message
            let room = options.width - line.width
            let parts = TerminalText.wrap(text, first: room, rest: room, lines: options.detail == .verbose ? .max : 1)
            line.add(parts.first ?? "")
            lines.append(line)
            for part in parts.dropFirst() {
                var next = TextLine()
                next.pad(to: 9)
                next.add(part)
                lines.append(next)
            }
        }
        return lines
    }
}
