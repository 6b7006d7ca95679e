// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage rules`: list the rules, or explain one.
struct RulesCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the rules, or explain one: why it matters, how to fix it, examples.")

    @Argument(help: ArgumentHelp("The rule to explain.", valueName: "id"))
    var id: String?

    @Flag(help: "List the kinds of secrets instead.")
    var secrets = false

    @Option(help: ArgumentHelp("text, or markdown for all rules as one page.", valueName: "format"))
    var format: Format = .text

    func run() throws {
        let width = min(100, Terminal(descriptor: 1).width)
        if secrets { return Output.standard.write(SecretKindsText.list(width: width)) }
        if format == .markdown { return Output.standard.write(RulesMarkdown.text()) }
        guard let id else { return Output.standard.write(RulesText.list(width: width)) }
        guard let page = RulesText.page(id, width: width) else {
            let hint = RulesText.nearest(to: id).map { " Did you mean «\($0)»?" } ?? ""
            Output.error.complain("there is no rule «\(id)».\(hint)")
            throw ExitCode(2)
        }
        Output.standard.write(page)
    }
}
