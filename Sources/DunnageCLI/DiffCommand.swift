// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage
import Glibc

/// `dunnage diff`: did it grow, by how much, why, and may it.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two images: did it grow, by how much, why, and may it.",
        usage: "dunnage diff <before> <after> [options]",
        discussion: """
            dunnage diff main.snapshot app.tar
            docker save app | dunnage diff main.snapshot - --report text --report markdown=comment.md
            dunnage diff main.snapshot app.tar --budget image=250MB --budget growth=10MB --budget growth=5%

            Each of the two is an image archive, or a file that «dunnage snapshot» wrote. Where nobody says how much \
            the image may grow, it is 10 MB or 5 %, whichever is more (below 50 MB: 5 MB or 10 %); growth of the base \
            image does not count. A missing BEFORE is a warning. Exits with 1 when a budget is broken or a new \
            finding is at or above --fail-on. Findings that the configuration excepts are neither new nor fixed.
            """)

    @OptionGroup var input: ImageOptions

    @OptionGroup(title: "Secrets")
    var secrets: SecretOptions

    @OptionGroup(title: "Policy")
    var policy: PolicyOptions

    @Option(help: ArgumentHelp("Accept the growth of this run; the reason is in every report.", valueName: "reason"))
    var acceptGrowth: String?

    @Flag(help: "A missing BEFORE is an error instead of a warning.")
    var requireBaseline = false

    @Flag(help: "Compare images of different platforms.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Write a report: text, markdown (a comment; empty when nothing moved), github (a step's summary), html (a page) or json; "
                + "to standard output or with =FILE to a file. May be given several times.",
            valueName: "format[=file]"))
    var report: [DiffRequest] = []

    @Flag(name: .shortAndLong, help: "One line.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every cause, directory and finding.")
    var verbose = false

    mutating func validate() throws {
        guard input.images.count == 2 else { throw ValidationError("Two images, please: dunnage diff BEFORE AFTER") }
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
        try OutputTarget.validateReports(report.map(\.target), inputs: input.files)
        if let acceptGrowth, acceptGrowth.allSatisfy(\.isWhitespace) {
            throw ValidationError("--accept-growth wants a reason.")
        }
        try policy.counted.refuseDiveFile()
    }

    func run() throws {
        let (analysis, configuration) = try policy.analysis(of: input, secrets)
        var options = DiffOptions(analysis)
        options.growthAccepted = configuration?.growthAccepted
        options.acceptReason = acceptGrowth
        options.listsFiles = report.contains { $0.format == .html }
        var warnings: [Warning] = []
        let run = SnapshotRun(input: input, options: analysis)
        let (sources, hasBaseline) = ((before: input.images[0], after: input.images[1]), isThere(input.images[0]))
        if !hasBaseline {
            let what = "\(sources.before) is not there: nothing to compare with"
            if requireBaseline {
                Output.error.complain("\(what), and --require-baseline wants it")
                throw ExitCode(2)
            }
            warnings.append(Warning(code: "no-baseline", message: what + ", growth is not judged"))
        }
        let before = hasBaseline ? try run.snapshot(of: sources.before) : nil
        let after = try run.snapshot(of: sources.after)
        if let old = before?.snapshot, !force, let what = PlatformMatch.difference(old, after.snapshot) {
            Output.error.complain(what)
            throw ExitCode(2)
        }
        let report = DiffJudge(options: options).report(
            before: before?.snapshot, after: after.snapshot, sources: sources, warnings: warnings)
        let writer = DiffWriter(
            report: report, colour: input.color, detail: quiet ? .quiet : verbose ? .verbose : .normal)
        var problems = (before?.problems ?? []) + after.problems
        let hasOutput = self.report.contains { $0.target == .standardOutput }
        let requests = hasOutput ? self.report : [DiffRequest(.text)] + self.report
        for request in requests {
            if let problem = writer.write(request) { problems.append(problem) }
        }
        try ImageRun.end(problems)
        if report.status == .incomplete { throw ExitCode(2) }
        if report.status == .fail { throw ExitCode(1) }
    }

    /// What a pipe or another kind of source holds is known when it is read.
    private func isThere(_ name: String) -> Bool {
        if case .path(let path) = ImageSource(name) { return access(path, F_OK) == 0 }
        return true
    }
}
