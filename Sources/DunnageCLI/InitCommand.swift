// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage init`: a configuration to begin with.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented .dunnage.yml, and a baseline of an image's findings.",
        discussion: """
            dunnage init                 a configuration without budgets
            dunnage init app.tar         profile guessed, image budget = size + 25 %, today's findings accepted

            Writes .dunnage.yml and .dunnage-baseline.json into the working directory. Files that are there stay, \
            unless --force is given.
            """)

    private static let configurationFile = ".dunnage.yml"
    private static let baselineFile = ".dunnage-baseline.json"

    @Argument(
        help: ArgumentHelp("The image to begin with: one of an archive's, as «check» reads it.", valueName: "image"))
    var archive: String?

    @Option(
        help: ArgumentHelp(
            "Only this image of an archive with several: a tag, a digest or an index from 0.", valueName: "ref"))
    var image: String?

    @OptionGroup var accepted: BaselineOptions

    @Option(
        help: ArgumentHelp(
            "What the image is for: default, builder, base, kubernetes or compose. (default: guessed)",
            valueName: "profile"))
    var profile: ProfileName?

    @Flag(help: "Write over files that are there.")
    var force = false

    mutating func validate() throws {
        guard let archive else { return }
        let files = [InitCommand.configurationFile, InitCommand.baselineFile]
        try OutputTarget.validate(files.map { .file($0) }, inputs: [archive])
    }

    func run() throws {
        try refuseFilesThatAreThere()
        let today = try Today.day
        var draft = ConfigurationDraft(profile: profile?.profile ?? .default)
        var refused: [Finding] = []
        if let archive {
            var options = AnalysisOptions()
            options.policy.today = today
            options.policy.profile = draft.profile
            options.choice = ImageChoice(image: image, platform: nil)
            options.maps = true
            options.jobs = AnalysisOptions.availableCores
            let read = try read(archive, options)
            if profile == nil { draft.profile = ConfigurationDraft.guessProfile(read) }
            draft.measure(read)
            let kept = read.findings.filter { draft.profile.settings[$0.rule]?.isOff != true }
            let made = accepted.baseline(of: kept, today: today)
            refused = made.refused
            if !made.baseline.entries.isEmpty {
                draft.baseline = made.baseline
                try write(made.baseline.fileBytes, InitCommand.baselineFile)
            }
        }
        draft.baselineFile = InitCommand.baselineFile
        try write(Array(draft.text.utf8), InitCommand.configurationFile)
        Output.standard.write("\(InitCommand.configurationFile): \(draft.summary)\n")
        if let baseline = draft.baseline {
            Output.standard.write(BaselineOptions.summary(baseline, refused: refused, file: InitCommand.baselineFile))
        }
    }

    private func refuseFilesThatAreThere() throws {
        var files = [InitCommand.configurationFile]
        if archive != nil { files.append(InitCommand.baselineFile) }
        guard !force, let file = files.first(where: OutputFile.exists) else { return }
        Output.error.complain("\(file) is there already: --force writes it anew")
        throw ExitCode(2)
    }

    /// The one image, read whole.
    private func read(_ archive: String, _ options: AnalysisOptions) throws -> ImageReport {
        let analysis = try Analyzer(options: options).analyze([ImageSource(archive)])
        try ImageRun.end(analysis.problems)
        guard !analysis.isIncomplete else { throw ExitCode(2) }
        let images = analysis.report.images
        guard images.count == 1 else {
            let names = images.map { $0.reference ?? "an image without a name" }
            Output.error.complain(
                "\(archive) holds \(images.count) images: choose one with --image: " + names.joined(separator: ", "))
            throw ExitCode(2)
        }
        return images[0]
    }

    private func write(_ bytes: [UInt8], _ file: String) throws {
        // Reading an image takes a while: somebody may have made the file meanwhile.
        let problem =
            !force && OutputFile.exists(file) ? "\(file) is there already" : OutputFile.write(bytes, to: file)
        if let problem { try ImageRun.end([problem]) }
    }
}
