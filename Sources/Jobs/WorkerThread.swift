// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A thread of our own. Our jobs are long and may wait for one another, which the concurrency runtime's pool
/// (one thread a core) must never be made to do.
struct WorkerThread: Sendable {
    private let handle: pthread_t

    /// nil when the system gives no more threads; the caller then works with fewer.
    init?(_ body: @escaping @Sendable () -> Void) {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        let box = Unmanaged.passRetained(Box(body))
        var handle = pthread_t()
        let status = pthread_create(
            &handle, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            box.release()
            return nil
        }
        self.handle = handle
    }

    func join() { pthread_join(handle, nil) }

    /// For a thread that ends by itself and that nobody waits for.
    func detach() { pthread_detach(handle) }
}
