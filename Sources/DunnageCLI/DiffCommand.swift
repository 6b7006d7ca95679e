// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage diff`: did it grow, by how much, why, and may it.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two images: did it grow, by how much, why, and may it.",
        usage: "dunnage diff <before> <after> [options]",
        discussion: """
            dunnage diff main.snapshot app.tar
            docker save app | dunnage diff main.snapshot - --report text --report markdown=comment.md

            Each of the two is an image archive, or a file that «dunnage snapshot» wrote. Without a configuration the \
            image may grow by 10 MB or 5 %, whichever is more (below 50 MB: 5 MB or 10 %).
            """)

    @OptionGroup var input: ImageOptions

    @Option(
        help: ArgumentHelp(
            "New findings of this severity or above fail: critical, high, medium, low, info; never: nothing fails, "
                + "budgets included.", valueName: "severity"))
    var failOn = FailOn(.high)

    @Option(
        help: ArgumentHelp(
            "Write a report: text or json, to standard output or with =FILE to a file. May be given several times.",
            valueName: "format[=file]"))
    var report: [DiffRequest] = []

    @Flag(help: "A missing BEFORE is an error instead of a warning.")
    var requireBaseline = false

    @Flag(help: "Compare images of different platforms.")
    var force = false

    @Flag(name: .shortAndLong, help: "One line.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every cause, directory and finding.")
    var verbose = false

    mutating func validate() throws {
        guard input.images.count == 2 else { throw ValidationError("Two images, please: dunnage diff BEFORE AFTER") }
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
        if report.filter({ $0.file == nil }).count > 1 {
            throw ValidationError("Two reports on standard output: give all but one a file, as in --report json=FILE.")
        }
    }

    func run() throws {
        let run = SnapshotRun(input: input)
        let (before, oldProblems) = try run.snapshot(of: input.images[0])
        let (after, newProblems) = try run.snapshot(of: input.images[1])
        let report = DiffReport(
            tool: Tool(version: Tool.version), beforeSource: input.images[0], afterSource: input.images[1],
            comparison: ImageComparison(before: before, after: after))
        for request in self.report.isEmpty ? [DiffRequest(.text)] : self.report {
            switch request.format {
            case .text: Output.standard.write(DiffText.text(of: report, options: ImageRun.textOptions(input)))
            case .json: Output.standard.write(DiffJSON.bytes(of: report))
            }
        }
        try ImageRun.end(oldProblems + newProblems)
    }
}
