// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Jobs

/// How much the archives inside one layer may unpack to, kept so that the outcome does not depend on which core
/// opens which of them first: an archive is opened unless those *before it in the layer* have used the budget up.
/// A core that cannot know that yet opens it all the same; `NestedMerge` leaves its result out.
final class NestedBudget: Sendable {
    private struct State {
        var spent: [(entry: Int32, bytes: Int64)] = []
        var total: Int64 = 0
        /// Every archive from here on comes after the budget.
        var end = Int32.max
    }

    let limits: ReadingLimits
    private let state = Condition(State())

    init(limits: ReadingLimits) { self.limits = limits }

    /// False only when it is certain that the archive comes too late.
    func mayOpen(_ entry: Int32) -> Bool {
        state.withLock { state in
            if state.total < limits.nestedBytes { return true }
            if entry >= state.end { return false }
            let before = state.spent.reduce(Int64(0)) { $1.entry < entry ? $0 + $1.bytes : $0 }
            guard before >= limits.nestedBytes else { return true }
            state.end = entry
            return false
        }
    }

    func spend(_ bytes: Int64, on entry: Int32) {
        state.withLock { state in
            state.spent.append((entry, bytes))
            state.total += bytes
        }
    }
}
