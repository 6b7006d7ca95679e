// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Runs parts of a work that know nothing of each other. Whoever makes it decides on how many threads; what comes out
/// is the same.
public struct PartRunner {
    private let run: (_ count: Int, _ part: @escaping @Sendable (Int) -> Void) -> Void

    /// One part after the other, on the caller's thread.
    public static var inTurn: PartRunner { PartRunner { (0..<$0).forEach($1) } }

    /// - Parameter run: is to call its second argument once with each number below its first one, and to return when all
    ///   calls have.
    public init(_ run: @escaping (_ count: Int, _ part: @escaping @Sendable (Int) -> Void) -> Void) { self.run = run }

    /// What each part returns, in the order of their numbers.
    func map<Result: Sendable>(_ count: Int, _ part: @escaping @Sendable (Int) -> Result) -> [Result] {
        let results = Results<Result>(count: count)
        run(count) { number in
            let result = part(number)
            results.all.withLock { $0[number] = result }
        }
        return results.all.withLock { $0.compactMap(\.self) }
    }

    /// What two parts return.
    func both<First: Sendable, Second: Sendable>(
        _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
    ) -> (First, Second) {
        let firsts = Results<First>(count: 1)
        let seconds = Results<Second>(count: 1)
        run(2) { number in
            if number == 0 {
                let result = first()
                firsts.all.withLock { $0[0] = result }
            } else {
                let result = second()
                seconds.all.withLock { $0[0] = result }
            }
        }
        guard let first = firsts.all.withLock({ $0[0] }), let second = seconds.all.withLock({ $0[0] }) else {
            preconditionFailure("a part was not run")
        }
        return (first, second)
    }

    private final class Results<Result: Sendable>: Sendable {
        let all: Mutex<[Result?]>

        init(count: Int) { all = Mutex([Result?](repeating: nil, count: count)) }
    }
}
