// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerScan
public import LayerTree

/// What a container of the image really starts: Entrypoint and Cmd followed through PATH, links, shebang lines,
/// shells, wrappers, scripts and launchers.
public struct EntryChain: Sendable {
    /// In the order in which they start one another; a launcher's programs stand behind it, side by side.
    public internal(set) var steps: [EntryStep] = []
    /// For people: `docker-entrypoint.sh`, `npm run dev`, `nodemon, ts-node src/server.ts`.
    public internal(set) var starts: [String] = []
    /// Why it cannot start; nil when nothing is known to keep it.
    public internal(set) var problem: EntryProblem?
    /// Entrypoint or Cmd was written as a command line, so that a shell is process 1.
    public internal(set) var isShellForm = false
    /// How a start as root gives root up; nil when nothing proves it.
    public internal(set) var stepDown: StepDown?
    /// Live files that starting needs: programs, scripts, interpreters. Each once.
    public internal(set) var files: [PathTable.ID] = []
    /// Names of npm packages whose programs are started.
    public internal(set) var nodePackages: Set<String> = []

    init(
        document: ImageConfig, tree: ImageTree, facts: [LayerFacts], kept: [PathTable.ID: [UInt8]], user: RuntimeUser
    ) {
        var follower = EntryFollower(document: document, tree: tree, facts: facts, kept: kept, user: user)
        follower.follow()
        self = follower.chain
    }

    init() {}

    /// Entry scripts and what they end in: every file whose change would change what runs.
    public var started: [EntryStep] {
        var seen: Set<PathTable.ID> = []
        return steps.filter { step in
            guard let path = step.path, step.role != .shell, step.role != .interpreter, step.role != .launcher,
                step.role != .wrapper
            else { return false }
            return seen.insert(path).inserted
        }
    }

    /// Whether a program of that name takes part.
    public func runs(_ name: String) -> Bool {
        steps.contains { $0.words.first.map(EntryChain.baseName) == name }
    }

    static func baseName(_ path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }
}
