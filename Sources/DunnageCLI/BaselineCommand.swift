// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage baseline`: accept today's findings, so that only new ones fail.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Accept today's findings of an image, so that only new ones fail.",
        discussion: """
            dunnage baseline app.tar -o .dunnage-baseline.json
            dunnage check app.tar --baseline .dunnage-baseline.json

            Accepted is every finding that counts under the configuration, with its severity: one that becomes worse \
            counts again. A secret whose structure is confirmed is never accepted: rotate it. The file holds rules, \
            places and fingerprints, nothing of what was found.
            """)

    @OptionGroup var input: ImageOptions

    @OptionGroup(title: "Secrets")
    var secrets: SecretOptions

    @OptionGroup(title: "Policy")
    var policy: ConfigurationOptions

    @OptionGroup var accepted: BaselineOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write it; - for standard output.", valueName: "file"))
    var output: String

    mutating func validate() throws {
        if policy.baseline != nil { throw ValidationError("--baseline has no meaning here: what it accepts is in it.") }
        try OutputTarget.validate([OutputTarget(output)], inputs: input.files)
    }

    func run() throws {
        let options = try policy.analysis(of: input, secrets, withBaseline: false).options
        let analysis = try AnalysisRun(input: input, options: options).run()
        for problem in analysis.problems { Output.error.complain(problem) }
        guard analysis.problems.isEmpty, !analysis.isIncomplete else {
            Output.error.complain("no baseline is written: what was not read cannot be accepted")
            throw ExitCode(2)
        }
        let (baseline, refused) = accepted.baseline(
            of: analysis.report.images.flatMap(\.findings), today: options.policy.today)
        let target = OutputTarget(output)
        if let problem = target.write(baseline.fileBytes) { try ImageRun.end([problem]) }
        let isOutput = target == .standardOutput
        let summary = BaselineOptions.summary(baseline, refused: refused, file: isOutput ? "standard output" : output)
        (isOutput ? Output.error : Output.standard).write(summary)
    }
}
