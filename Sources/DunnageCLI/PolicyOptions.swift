// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// What every command that judges understands: the configuration, and what the command line says over it.
struct PolicyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Configuration, or a .dive-ci file; without it .dunnage.yml here or in a parent up to the repository's root. "
                + "/dev/null for none.",
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Fail at findings of this severity or above: critical, high (when nothing is said), medium, low, info; never: "
                + "report only, budgets included.",
            valueName: "severity"))
    var failOn: FailOn?

    @Option(
        help: ArgumentHelp(
            "What the image is for: default, builder, base, kubernetes or compose.", valueName: "profile"))
    var profile: ProfileName?

    @Option(
        help: ArgumentHelp("Findings that were accepted before («dunnage baseline»): new ones fail.", valueName: "file")
    )
    var baseline: String?

    @Option(
        help: ArgumentHelp(
            "A limit over the configuration's: image=250MB, live=, layer=, growth=5%, '/app/**=80MB', package:curl=5MB. "
                + "May be given several times.",
            valueName: "name=size"))
    var budget: [String] = []

    mutating func validate() throws {
        do throws(BudgetError) {
            _ = try budgets()
        } catch {
            throw ValidationError("--budget: \(error.what).")
        }
    }

    /// The limits of the command line alone.
    func budgets() throws(BudgetError) -> Budgets {
        var budgets = Budgets()
        for argument in budget { try budgets.set(argument) }
        return budgets
    }

    /// What the configuration says; nil when there is none.
    ///
    /// - Throws: `ConfigurationError`.
    func configuration() throws -> Configuration? {
        let loader = ConfigurationLoader()
        if let config { return isDiveFile ? nil : try loader.load(config) }
        return try loader.discover().map { try loader.load($0, isNamed: false) }
    }

    /// Lays configuration and command line over `options`.
    ///
    /// - Parameter withBaseline: false: everything counts, whatever was accepted before.
    /// - Returns: the configuration; nil when there is none.
    /// - Throws: `ConfigurationError` or `BudgetError`.
    func apply(to options: inout AnalysisOptions, withBaseline: Bool = true) throws -> Configuration? {
        options.policy.today = try Today.day
        var configuration = try configuration()
        if !withBaseline || baseline != nil { configuration?.baseline = nil }
        if let configuration { try options.apply(configuration) }
        if let config, isDiveFile { options.dive = try ConfigurationLoader.diveRules(config) }
        if let failOn { options.failOn = failOn.severity }
        if let profile { options.policy.profile = profile.profile }
        if let baseline { try options.useBaseline(baseline) }
        options.budgets = options.budgets.overridden(by: try budgets())
        return configuration
    }

    private var isDiveFile: Bool { config?.hasSuffix(".dive-ci") ?? false }
}
