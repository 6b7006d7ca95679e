// SPDX-License-Identifier: Apache-2.0
public import ArgumentParser
internal import Dunnage

/// `dunnage`: the command line as a whole.
public struct DunnageCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "dunnage",
        abstract: "Says what in a container image is not cargo.",
        discussion: """
            Reads what «docker save», «podman save», skopeo, buildx and OCI layouts write: no daemon, no network, \
            no temporary copy.

            EXIT CODES
              0  clean
              1  findings at or above --fail-on, or a broken budget
              2  could not do the job, or cannot vouch for it: usage, configuration, unreadable image,
                 wrong digest
              2 beats 1.
            """,
        version: Tool.version,
        subcommands: [
            CheckCommand.self, InspectCommand.self, FilesCommand.self, WhyCommand.self, DiffCommand.self,
            SnapshotCommand.self, TrendCommand.self, FixCommand.self, BaselineCommand.self, InitCommand.self,
            RulesCommand.self,
        ],
        defaultSubcommand: nil
    )

    public init() {}

    /// Runs the command that the arguments name and returns the exit code. Usage errors are 2, as documented.
    public static func runToExitCode(_ arguments: [String]) -> Int32 {
        Output.ignoreClosedPipes()
        let code = code(for: arguments)
        // A report that nobody can read passes nothing.
        guard let failure = Output.failure else { return code }
        Output.error.complain(failure)
        return 2
    }

    private static func code(for arguments: [String]) -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
            return 0
        } catch let error as ImageError {
            Output.error.complain("\(error)")
            return 2
        } catch let error as UserRulesError {
            for problem in error.problems { Output.error.complain("\(problem)") }
            return 2
        } catch let error as ConfigurationError {
            // A pull request may have brought the file.
            Output.error.complain(error.description)
            return 2
        } catch {
            let code = exitCode(for: error).rawValue
            let text = fullMessage(for: error)
            if !text.isEmpty { (code == 0 ? Output.standard : Output.error).write(text + "\n") }
            // ArgumentParser says 64 for usage errors; ours are 0, 1 and 2.
            return code == 0 || code == 1 && error is ExitCode ? code : 2
        }
    }
}
