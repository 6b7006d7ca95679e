// SPDX-License-Identifier: Apache-2.0
internal import Jobs
public import LayerScan

/// Facts of the layers of one run, kept for archives that are still to come: those that were used last, as many as a
/// number of bytes allows.
public final class FactMemory: Sendable {
    private struct Shelf {
        var facts: LayerFacts
        var cost: Int
        var lastUse: UInt64
    }

    private struct State {
        var shelves: [FactKey: Shelf] = [:]
        var bytes = 0
        var clock: UInt64 = 0
    }

    /// Bytes of memory that the facts may take, by `LayerFacts.memoryEstimate`.
    public let limit: Int
    private let state = Condition(State())

    public init(limit: Int = 128 << 20) { self.limit = limit }

    public func contains(_ key: FactKey) -> Bool { state.withLock { $0.shelves[key] != nil } }

    public func facts(for key: FactKey) -> LayerFacts? {
        state.withLock { state in
            state.clock += 1
            state.shelves[key]?.lastUse = state.clock
            return state.shelves[key]?.facts
        }
    }

    /// Keeps facts, and lets go of those that were not used for longest. What alone is beyond the limit is not kept.
    public func keep(_ facts: LayerFacts, for key: FactKey) {
        let cost = facts.memoryEstimate
        guard cost <= limit else { return }
        state.withLock { state in
            state.clock += 1
            state.bytes += cost - (state.shelves[key]?.cost ?? 0)
            state.shelves[key] = Shelf(facts: facts, cost: cost, lastUse: state.clock)
            while state.bytes > limit, let oldest = state.shelves.min(by: { $0.value.lastUse < $1.value.lastUse }) {
                state.bytes -= oldest.value.cost
                state.shelves[oldest.key] = nil
            }
        }
    }
}
