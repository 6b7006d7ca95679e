// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage fix`: what to write in place of what was built.
struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Print a .dockerignore and the skeleton of a Dockerfile in two stages, from what is in the image.",
        usage: "dunnage fix <image> [options]",
        discussion: """
            dunnage fix app.tar
            dunnage fix app.tar --only dockerignore > .dockerignore
            dunnage fix app.tar --only dockerfile > Dockerfile.new

            The .dockerignore names what lies in the copied trees and what no build needs. The Dockerfile keeps the \
            packages that were asked for and are no tools, copies the application's own files from a first stage, \
            and says what size to expect. Both are a beginning: read them before you build.
            """)

    @OptionGroup var input: ImageOptions

    @Option(help: ArgumentHelp("Print one of the two files: dockerignore or dockerfile.", valueName: "file"))
    var only: Part = .both

    /// As `ProposalText.Part`, for the command line.
    enum Part: String, ExpressibleByArgument, CaseIterable {
        case dockerignore, dockerfile, both
    }

    mutating func validate() throws {
        guard input.images.count == 1 else { throw ValidationError("One image, please: dunnage fix app.tar") }
    }

    func run() throws {
        guard let source = input.images.first.map({ ImageSource($0) }) else { return }
        let progress = ScanProgress()
        let line = ProgressLine(progress, when: input.progress)
        defer { line.end() }
        var options = input.analysis
        options.proposes = true
        let analysis = try Analyzer(options: options).analyze([source], progress: progress)
        line.end()
        let part = ProposalText.Part(rawValue: only.rawValue) ?? .both
        let texts = analysis.report.images.compactMap { image in
            image.proposal.map { ProposalText.text(of: $0, part: part, size: image.totals.size) }
        }
        Output.standard.write(texts.joined(separator: "\n"))
        try ImageRun.end(analysis.problems)
    }
}
