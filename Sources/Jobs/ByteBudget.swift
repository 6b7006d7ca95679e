// SPDX-License-Identifier: Apache-2.0

/// Bytes that wait in memory for a core to look at them. Whoever wants to add more than the budget holds helps
/// with the work first, so that a fast decoder never runs away from slow scanning.
public final class ByteBudget: Sendable {
    private let pool: JobPool
    private let limit: Int
    private let used = Condition(0)

    public init(pool: JobPool, limit: Int) {
        self.pool = pool
        self.limit = limit
    }

    /// Takes `bytes` of the budget, after helping or waiting until they fit. A single request above the limit is
    /// let through alone.
    public func take(_ bytes: Int) {
        while true {
            let fits = used.withLock { used -> Bool in
                guard used == 0 || used + bytes <= limit else { return false }
                used += bytes
                return true
            }
            if fits { return }
            // Nothing to help with means that every holder runs on another core right now and will give back.
            if !pool.help() { used.wait { $0 == 0 || $0 + bytes <= limit ? () : nil } }
        }
    }

    public func giveBack(_ bytes: Int) { used.withLock { $0 -= bytes } }
}
