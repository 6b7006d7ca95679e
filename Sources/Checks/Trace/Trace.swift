// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import Synchronization

/// What rules did with one path, written down while they ran: which lists that hold it they read, as what they counted
/// it, and which size was too small to matter. Rules do not know of it; the catalog, the gathering and the size floor
/// write it, only while somebody asks.
final class Trace: Sendable {
    @TaskLocal static var current: Trace?

    struct Step: Sendable, Equatable {
        enum Event: Sendable, Equatable {
            /// The rule read a list of the catalog that holds the path.
            case read(list: String)
            /// The rule counted the path's file to a kind.
            case counted(kind: String)
            /// So many bytes were too few for more than info.
            case belowFloor(bytes: Int64)
        }

        var rule: String
        var event: Event
    }

    private struct State {
        var rule = ""
        var steps: [Step] = []
    }

    private let inodes: Set<InodeID>
    private let state = Mutex(State())

    /// Follows every copy of a file, in all layers and under all names.
    init(inodes: Set<InodeID>) { self.inodes = inodes }

    var steps: [Step] { state.withLock { $0.steps } }

    func begin(_ rule: String) { state.withLock { $0.rule = rule } }

    func read(_ list: String, _ files: [some Traceable]) {
        guard files.contains(where: { inodes.contains($0.inode) }) else { return }
        add(.read(list: list))
    }

    func counted(_ inode: InodeID, _ kind: String) {
        if inodes.contains(inode) { add(.counted(kind: kind)) }
    }

    func belowFloor(_ bytes: Int64) { add(.belowFloor(bytes: bytes)) }

    private func add(_ event: Step.Event) {
        state.withLock { state in
            let step = Step(rule: state.rule, event: event)
            if !state.steps.contains(step) { state.steps.append(step) }
        }
    }
}
