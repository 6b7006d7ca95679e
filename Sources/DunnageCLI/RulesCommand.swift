// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// `dunnage rules`: list the rules, or explain one.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the rules, or explain one: why it matters, how to fix it, examples.")

    func run() throws {}
}
