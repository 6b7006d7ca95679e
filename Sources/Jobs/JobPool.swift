// SPDX-License-Identifier: Apache-2.0
internal import CProcess

/// A fixed number of cores, and the work to be done on them.
///
/// A pool for one job has no threads: all work runs inside `drain` and `help`, on the caller's thread. Jobs may
/// submit further jobs; a walk that must wait for shards helps with them, so one core is always enough.
public final class JobPool: Sendable {
    /// What a job is, which decides who may run it.
    public enum Kind: Sendable {
        /// Long, and may submit and wait for shards: one layer from end to end.
        case walk
        /// Short, and waits for nothing: a piece of a layer's content, a stretch of hashing.
        case shard
    }

    private struct Queue {
        var walks: [@Sendable () -> Void] = []
        var shards: [@Sendable () -> Void] = []
        var firstWalk = 0
        var firstShard = 0
        var running = 0
        var closed = false

        /// Shards first: they free memory, and every walk that waits needs them.
        mutating func take(shardsOnly: Bool) -> (@Sendable () -> Void)? {
            if let job = Queue.next(&shards, &firstShard) {
                running += 1
                return job
            }
            guard !shardsOnly, let job = Queue.next(&walks, &firstWalk) else { return nil }
            running += 1
            return job
        }

        private static let taken: @Sendable () -> Void = {}

        private static func next(_ jobs: inout [@Sendable () -> Void], _ first: inout Int) -> (@Sendable () -> Void)? {
            guard first < jobs.count else { return nil }
            // A job that was taken must not stay here: it holds memory that others wait for.
            let job = jobs[first]
            jobs[first] = Queue.taken
            first += 1
            if first == jobs.count || first > 4_096 {
                jobs.removeFirst(first)
                first = 0
            }
            return job
        }
    }

    /// The cores that this process may run on (taskset, cpusets), not those that the machine has.
    public static var availableCores: Int { Int(dunnage_available_cores()) }

    /// How many jobs run at once, the caller's thread included.
    public let jobs: Int
    private let queue = Condition(Queue())
    private let threads: Condition<[WorkerThread]>

    /// Starts `jobs - 1` threads; with fewer to be had, fewer work.
    public init(jobs: Int) {
        self.jobs = max(1, jobs)
        threads = Condition([])
        for _ in 1..<max(1, jobs) {
            let thread = WorkerThread { [queue] in
                while let job = queue.wait({ state -> (@Sendable () -> Void)?? in
                    if let job = state.take(shardsOnly: false) { return .some(job) }
                    return state.closed ? .some(nil) : nil
                }) {
                    job()
                    queue.withLock { $0.running -= 1 }
                }
            }
            guard let thread else { break }
            threads.withLock { $0.append(thread) }
        }
    }

    deinit { close() }

    /// Queues a job. Jobs of a kind start in the order they came in.
    public func submit(_ kind: Kind, _ job: @escaping @Sendable () -> Void) {
        queue.withLock { queue in
            switch kind {
            case .walk: queue.walks.append(job)
            case .shard: queue.shards.append(job)
            }
        }
    }

    /// Runs one waiting shard on this thread; false when there is none. A walk never starts inside another one,
    /// so neither stack nor memory grows with the number of layers.
    @discardableResult
    public func help() -> Bool {
        guard let job = queue.withLock({ $0.take(shardsOnly: true) }) else { return false }
        job()
        queue.withLock { $0.running -= 1 }
        return true
    }

    /// Works and waits until every job is done, also those that jobs submit meanwhile. Not to be called by a job.
    public func drain() {
        while true {
            let next = queue.wait { state -> (@Sendable () -> Void)?? in
                if let job = state.take(shardsOnly: false) { return .some(job) }
                return state.running == 0 ? .some(nil) : nil
            }
            guard let next else { return }
            next()
            queue.withLock { $0.running -= 1 }
        }
    }

    /// Ends the threads after the jobs that wait; the pool takes no part in anything afterwards.
    private func close() {
        queue.withLock { $0.closed = true }
        let ended = threads.withLock { threads -> [WorkerThread] in
            defer { threads = [] }
            return threads
        }
        for thread in ended { thread.join() }
    }
}
