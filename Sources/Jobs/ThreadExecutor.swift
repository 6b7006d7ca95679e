// SPDX-License-Identifier: Apache-2.0

/// A thread of our own for code that is `async`, so that who waits for it never waits for Swift's cooperative pool,
/// of which the waiting thread may itself be a part (and on one core the only one).
public final class ThreadExecutor: TaskExecutor {
    private struct Queue {
        var jobs: [UnownedJob] = []
        var isClosed = false
    }

    private let queue = Condition(Queue())

    /// nil when the system gives no more threads. Lives until `close`.
    public init?() {
        guard let thread = WorkerThread({ [self] in run() }) else { return nil }
        thread.detach()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.jobs.append(job) }
    }

    /// Ends the thread after the jobs that wait. To be called when the last task on it is done.
    public func close() { queue.withLock { $0.isClosed = true } }

    private func run() {
        while true {
            let jobs = queue.wait { queue -> [UnownedJob]? in
                guard !queue.jobs.isEmpty || queue.isClosed else { return nil }
                defer { queue.jobs = [] }
                return queue.jobs
            }
            if jobs.isEmpty { return }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}
