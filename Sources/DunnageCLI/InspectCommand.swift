// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage inspect`: the facts without judgement.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what an image is: manifest, configuration, layers, provenance, totals.")

    @OptionGroup var input: ImageOptions

    @OptionGroup(title: "Secrets")
    var secrets: SecretOptions

    @Flag(help: "Write JSON: the report of «check» without a gate.")
    var json = false

    func run() throws {
        var options = input.analysis
        try secrets.apply(to: &options)
        options.failOn = nil
        let analysis = try AnalysisRun(input: input, options: options).run()
        let writer = ReportWriter(colour: input.color, detail: .normal, elapsed: nil)
        writer.inspect(analysis.report, asJSON: json)
        for problem in analysis.problems { Output.error.complain(problem) }
        if !analysis.problems.isEmpty || analysis.isIncomplete { throw ExitCode(2) }
    }
}
