// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// Which findings count, and how much: what every command understands that looks for findings.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Configuration, or a .dive-ci file; without it .dunnage.yml here or in a parent up to the repository's root. "
                + "/dev/null for none.",
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "What the image is for: default, builder, base, kubernetes or compose.", valueName: "profile"))
    var profile: ProfileName?

    @Option(
        help: ArgumentHelp("Findings that were accepted before («dunnage baseline»): new ones fail.", valueName: "file")
    )
    var baseline: String?

    /// Whether the configuration is one of dive's, whose rules are about one image.
    var isDiveFile: Bool { config?.hasSuffix(".dive-ci") ?? false }

    /// What the configuration says; nil when there is none.
    ///
    /// - Throws: `ConfigurationError`.
    func configuration() throws -> Configuration? {
        let loader = ConfigurationLoader()
        if let config { return isDiveFile ? nil : try loader.load(config) }
        return try loader.discover().map { try loader.load($0, isNamed: false) }
    }

    /// How images are to be read and judged: what the tool says, over it the configuration, over it the command line.
    ///
    /// - Parameter withBaseline: false: everything counts, whatever was accepted before.
    /// - Returns: the options, and the configuration; nil when there is none.
    /// - Throws: `ConfigurationError`, `BudgetError`, or what is wrong with rules for secrets.
    func analysis(
        of input: ImageOptions, _ secrets: SecretOptions, withBaseline: Bool = true
    ) throws -> (options: AnalysisOptions, configuration: Configuration?) {
        var options = input.analysis
        options.policy.today = try Today.day
        var configuration = try configuration()
        if !withBaseline || baseline != nil { configuration?.baseline = nil }
        if let configuration { try options.apply(configuration) }
        if let config, isDiveFile { options.dive = try ConfigurationLoader.diveRules(config) }
        if let profile { options.policy.profile = profile.profile }
        if let baseline { try options.useBaseline(baseline) }
        try secrets.apply(to: &options, configured: configuration?.secretRules ?? [])
        input.limits.override(&options.limits)
        return (options, configuration)
    }

    /// Refuses what only `check` can judge.
    func refuseDiveFile() throws {
        guard isDiveFile else { return }
        throw ValidationError("--config: the rules of a .dive-ci file are for «dunnage check»: they judge one image.")
    }
}
