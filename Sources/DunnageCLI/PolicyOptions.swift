// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// What every command that judges understands: the configuration, and the gate that the command line puts over it.
struct PolicyOptions: ParsableArguments {
    @OptionGroup var counted: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "Fail at findings of this severity or above: critical, high (when nothing is said), medium, low, info; never: "
                + "report only, budgets included.",
            valueName: "severity"))
    var failOn: FailOn?

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
            throw ValidationError("--budget: \(error.what)" + (error.what.hasSuffix("?") ? "" : "."))
        }
    }

    /// The limits of the command line alone.
    func budgets() throws(BudgetError) -> Budgets {
        var budgets = Budgets()
        for argument in budget { try budgets.set(argument) }
        return budgets
    }

    /// As `ConfigurationOptions.analysis`, with the gate of the command line.
    func analysis(
        of input: ImageOptions, _ secrets: SecretOptions
    ) throws -> (options: AnalysisOptions, configuration: Configuration?) {
        var (options, configuration) = try counted.analysis(of: input, secrets)
        if let failOn { options.failOn = failOn.severity }
        options.budgets = options.budgets.overridden(by: try budgets())
        return (options, configuration)
    }
}
