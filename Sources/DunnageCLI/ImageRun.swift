// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// One image read for a question about its files or packages, with progress on a terminal's standard error.
struct ImageRun {
    let input: ImageOptions
    /// Whether files are to be compared with what their packages' databases record.
    var comparesPackages = false

    func run() throws -> (images: [AnalysedImage], problems: [String]) {
        guard let source = input.images.first.map({ ImageSource($0) }) else { return ([], []) }
        let progress = ScanProgress()
        let line = ProgressLine(progress, when: input.progress)
        defer { line.end() }
        return try Analyzer(options: input.analysis).images(
            of: source, recordsHashes: comparesPackages, progress: progress)
    }

    static func textOptions(_ input: ImageOptions) -> TextOptions {
        let terminal = Terminal(descriptor: 1)
        return TextOptions(width: min(terminal.width, 120), colour: terminal.usesColour(input.color))
    }

    /// Says what went wrong and ends with 2 if anything did.
    static func end(_ problems: [String]) throws {
        for problem in problems { Output.error.complain(problem) }
        if !problems.isEmpty { throw ExitCode(2) }
    }
}
