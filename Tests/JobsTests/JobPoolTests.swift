// SPDX-License-Identifier: Apache-2.0
import Jobs
import Synchronization
import Testing

@Suite struct JobPoolTests {
    /// Memory that a job holds, counted.
    private final class Held: Sendable {
        let living: Counter
        init(_ living: Counter) {
            self.living = living
            living.count.add(1, ordering: .relaxed)
        }
        deinit { living.count.subtract(1, ordering: .relaxed) }
    }

    private final class Counter: Sendable {
        let count = Atomic<Int>(0)
    }

    /// Jobs that were done kept their memory as long as any other job waited: a bomb took a gigabyte.
    @Test func aJobThatWasDoneHoldsNothing() {
        let pool = JobPool(jobs: 1)
        let living = Counter()
        for _ in 0..<100 {
            let held = Held(living)
            pool.submit(.shard) { withExtendedLifetime(held) {} }
        }
        for done in 1...60 {
            #expect(pool.help())
            #expect(living.count.load(ordering: .relaxed) == 100 - done)
        }
        pool.drain()
        #expect(living.count.load(ordering: .relaxed) == 0)
        #expect(!pool.help())
    }

    @Test(arguments: [1, 2, 5])
    func everyJobRunsOnceAndThoseOfAKindStartInOrder(jobs: Int) {
        let pool = JobPool(jobs: jobs)
        let order = Mutex<[Int]>([])
        for number in 0..<5_000 {
            pool.submit(number % 2 == 0 ? .walk : .shard) { order.withLock { $0.append(number) } }
        }
        pool.drain()
        let ran = order.withLock { $0 }
        #expect(ran.sorted() == Array(0..<5_000))
        // Shards come first: they free what walks wait for.
        if jobs == 1 {
            #expect(ran == Array(stride(from: 1, to: 5_000, by: 2)) + Array(stride(from: 0, to: 5_000, by: 2)))
        }
    }

    @Test(arguments: [1, 2, 3])
    func aBudgetIsNeverOverdrawn(jobs: Int) {
        let pool = JobPool(jobs: jobs)
        let budget = ByteBudget(pool: pool, limit: 100)
        let used = Counter()
        let worst = Counter()
        for number in 0..<2_000 {
            let bytes = 1 + number % 60
            budget.take(bytes)
            worst.count.max(used.count.add(bytes, ordering: .relaxed).newValue, ordering: .relaxed)
            pool.submit(.shard) {
                used.count.subtract(bytes, ordering: .relaxed)
                budget.giveBack(bytes)
            }
        }
        pool.drain()
        #expect(worst.count.load(ordering: .relaxed) <= 100)
        #expect(used.count.load(ordering: .relaxed) == 0)
    }
}
