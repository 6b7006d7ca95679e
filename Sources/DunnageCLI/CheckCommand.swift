// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage check`: judge images.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge images: what is in them that is not cargo, and whether that may pass.",
        discussion: """
            docker save app:latest | dunnage check -
            dunnage check app.tar --fail-on critical --report text --report json=report.json
            dunnage check app.tar --dockerfile Dockerfile --report sarif=dunnage.sarif

            Any number of reports come out of one run, and the gate holds whatever is reported. GitHub's step summary \
            ($GITHUB_STEP_SUMMARY) is added to, every other file written anew.
            """)

    @OptionGroup var input: ImageOptions

    @OptionGroup(title: "Secrets")
    var secrets: SecretOptions

    @OptionGroup(title: "Policy")
    var policy: PolicyOptions

    @Option(
        help: ArgumentHelp(
            "Write a report to standard output, or with =FILE to a file. May be given several times.",
            valueName: "format[=file]"))
    var report: [ReportRequest] = []

    @OptionGroup var source: DockerfileOption

    @Option(
        help: ArgumentHelp(
            "Say in place of the report what a path is and what every rule had to do with it. Exits with 1 when no "
                + "layer names it.", valueName: "path"))
    var explain: String?

    @Flag(name: .shortAndLong, help: "One line an image, and what several come to.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every finding with every path.")
    var verbose = false

    mutating func validate() throws {
        if explain != nil, input.images.count > 1 || !report.isEmpty || quiet {
            throw ValidationError("--explain answers for one archive and takes the report's place.")
        }
        if explain != nil, !policy.budget.isEmpty {
            throw ValidationError("--explain judges nothing, and no --budget either: run check without it.")
        }
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
        try OutputTarget.validateReports(report.map(\.target), inputs: input.files)
        if policy.budget.contains(where: { $0.hasPrefix("growth=") }) {
            throw ValidationError("--budget growth: one image has not grown; «dunnage diff» judges that.")
        }
    }

    func run() throws {
        var options = try policy.analysis(of: input, secrets).options
        if let explain { return try answer(explain, options) }
        options.listsFiles = report.contains { $0.format.needsFiles }
        let recipe = try source.recipe()
        if streams { return try stream(options, recipe) }
        var analysis = try AnalysisRun(input: input, options: options).run()
        recipe?.locate(&analysis.report.images)
        let requests = report.contains { $0.target == .standardOutput } ? report : [ReportRequest(.text)] + report
        let writer = ReportWriter(
            colour: input.color, detail: quiet ? .quiet : verbose ? .verbose : .normal, elapsed: analysis.elapsed)
        var problems = analysis.problems
        for request in requests {
            if let problem = writer.write(analysis.report, request) { problems.append(problem) }
        }
        try end(analysis, problems)
    }

    private func end(_ analysis: Analysis, _ problems: [String]) throws {
        for problem in problems { Output.error.complain(problem) }
        if !problems.isEmpty || analysis.isIncomplete { throw ExitCode(2) }
        if analysis.fails { throw ExitCode(1) }
    }

    /// Whether all that is to be written goes line by line to standard output, so that no image need wait for the
    /// others.
    private var streams: Bool {
        input.images.count > 1 || input.sources.contains { $0.isDirectoryOfArchives }
            ? report.count == 1 ? report[0].isStreamed : report.isEmpty && quiet : false
    }

    /// Writes what each archive gives before the next one is read.
    private func stream(_ options: AnalysisOptions, _ recipe: DockerfileOption.Recipe?) throws {
        let request = report.first ?? ReportRequest(.text)
        let writer = ReportWriter(colour: input.color, detail: .quiet, elapsed: nil)
        let analysis = try AnalysisRun(input: input, options: options).run { part in
            var part = part
            recipe?.locate(&part.images)
            if request.format == .text {
                // What several images come to is said once, at the end.
                for image in part.images {
                    var one = part
                    one.images = [image]
                    _ = writer.write(one, request)
                }
            } else {
                _ = writer.write(part, request)
            }
        }
        if request.format == .text {
            ReportWriter(colour: input.color, detail: .quiet, elapsed: analysis.elapsed).write(analysis.summary)
        }
        try end(analysis, analysis.problems)
    }

    private func answer(_ path: String, _ options: AnalysisOptions) throws {
        guard let source = input.sources.first else { return }
        let (explanations, problems) = try Analyzer(options: options).explain(path, of: source)
        var text = ImageRun.textOptions(input)
        if verbose { text.detail = .verbose }
        let found = explanations.filter { !$0.place.isEmpty }
        Output.standard.write(
            found.map { ExplanationText.text(of: $0.place, $0.trace, options: text) }.joined(separator: "\n"))
        try ImageRun.end(problems)
        guard found.isEmpty else { return }
        Output.error.complain("no layer has the path «\(path)»")
        throw ExitCode(1)
    }
}
