// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// One program on the way from the entry point to what really runs.
public struct EntryStep: Sendable, Equatable {
    public enum Role: Sendable, Equatable {
        /// Runs a command line.
        case shell
        /// Starts another program and stays out of the way: tini, env, gosu.
        case wrapper
        /// A script that hands over to another program.
        case script
        /// Runs what a project's file says: npm run.
        case launcher
        /// Runs a program that is given as a file: node, python, java.
        case interpreter
        /// The file that an interpreter runs.
        case program
        /// A program of its own.
        case binary
    }

    public var role: Role
    /// As started: program and arguments.
    public var words: [String]
    /// The live file, links followed; nil when there is none.
    public var path: PathTable.ID?
    /// Why it is started: `Entrypoint`, `exec in /entrypoint.sh`, `script dev`.
    public var why: String
    /// The user that was changed to before it; nil when it runs as the one that the image starts as.
    public var stepDown: StepDown?
}

/// What keeps an entry point from starting.
public enum EntryProblem: Sendable, Equatable {
    /// Neither Entrypoint nor Cmd.
    case empty
    /// The program is not there; the name as written.
    case missing(String)
    case notExecutable(PathTable.ID)
    /// A directory in a program's place.
    case directory(PathTable.ID)
    /// A script whose interpreter is not there.
    case missingInterpreter(PathTable.ID, String)
    /// An ELF file for another processor, by its name.
    case wrongArchitecture(PathTable.ID, String)
    /// A dynamically linked ELF file whose loader is not there, as glibc's on Alpine.
    case missingLoader(PathTable.ID, String)
    /// Executable, but neither a program nor a script with `#!`.
    case noProgram(PathTable.ID)
}

/// How a start as root gives root up.
public struct StepDown: Sendable, Equatable {
    /// The user it becomes; empty when only known at run time.
    public var user: String
    /// What proves it: `exec gosu postgres` in a script, `user nginx` in a configuration.
    public var proof: String
}
