// SPDX-License-Identifier: Apache-2.0

/// Work that must happen in order, one piece after the other, on whichever core is free: hashing a stream beside
/// reading it. The submitter is held back when `capacity` pieces wait, so memory stays bounded.
public final class SerialJobs<Piece: Sendable>: Sendable {
    private struct State {
        var waiting: [Piece] = []
        var isRunning = false
    }

    private let pool: JobPool
    private let capacity: Int
    private let state = Condition(State())
    private let work: @Sendable (Piece) -> Void

    /// `work` is called for one piece at a time, in the order of `submit`.
    public init(pool: JobPool, capacity: Int = 4, work: @escaping @Sendable (Piece) -> Void) {
        self.pool = pool
        self.capacity = capacity
        self.work = work
    }

    /// Hands over one piece. With a pool of one job the work is done before this returns.
    public func submit(_ piece: Piece) {
        guard pool.jobs > 1 else { return work(piece) }
        let isFirst = state.withLock { state -> Bool in
            state.waiting.append(piece)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if isFirst { pool.submit(.shard) { [self] in run() } }
        while state.withLock({ $0.waiting.count > capacity }) {
            // Either our own run waits in the pool, and helping starts it, or it runs now and only needs time.
            if !pool.help() {
                state.wait { $0.waiting.count <= capacity || !$0.isRunning ? () : nil }
            }
        }
    }

    /// Returns when every piece was worked on.
    public func finish() {
        while state.withLock({ $0.isRunning }) {
            if !pool.help() { state.wait { $0.isRunning ? nil : () } }
        }
    }

    private func run() {
        while true {
            let pieces = state.withLock { state -> [Piece] in
                if state.waiting.isEmpty { state.isRunning = false }
                defer { state.waiting = [] }
                return state.waiting
            }
            if pieces.isEmpty { return }
            for piece in pieces { work(piece) }
        }
    }
}
