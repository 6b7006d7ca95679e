// SPDX-License-Identifier: Apache-2.0

/// Who needs whom among the packages of a `PackageSet`. Numbers are indexes into its `packages`.
///
/// Version constraints do not count: the package manager resolved them. Of alternatives (`a | b`) the first that is
/// installed is the one needed; a virtual name means the first package that provides it, essential ones before
/// others. Every walk is iterative and linear in packages and arrows.
public struct DependencyGraph: Sendable {
    public let count: Int
    private let hard: EdgeList
    private let soft: EdgeList

    init(count: Int, hard: EdgeList, soft: EdgeList) {
        self.count = count
        self.hard = hard
        self.soft = soft
    }

    /// What a package cannot work without (Depends, Pre-Depends, requires, npm dependencies).
    public func dependencies(of package: Int) -> [Int] { hard[package].map { Int($0) } }

    /// What is installed with a package by default (Recommends, weak, optional and peer dependencies).
    public func recommendations(of package: Int) -> [Int] { soft[package].map { Int($0) } }

    /// All packages that `roots` need, themselves included: true at a package's number.
    public func closure(of roots: some Sequence<Int>, includingRecommends: Bool) -> [Bool] {
        var isReached = [Bool](repeating: false, count: count)
        var pending: [Int32] = []
        for root in roots where root >= 0 && root < count && !isReached[root] {
            isReached[root] = true
            pending.append(Int32(root))
        }
        while let package = pending.popLast() {
            for next in hard[Int(package)] where !isReached[Int(next)] {
                isReached[Int(next)] = true
                pending.append(next)
            }
            guard includingRecommends else { continue }
            for next in soft[Int(package)] where !isReached[Int(next)] {
                isReached[Int(next)] = true
                pending.append(next)
            }
        }
        return isReached
    }

    /// One step of a chain.
    public struct Step: Sendable, Hashable {
        public var package: Int
        /// How the step before led here: true by recommendation, false by need; false for the root.
        public var isRecommended: Bool
    }

    /// The shortest chain from one of `roots` to `package`, through needs alone where that is possible, else
    /// through recommendations too; nil when no root leads there. A root's own chain is itself.
    public func why(_ package: Int, from roots: some Sequence<Int>) -> [Step]? {
        let roots = Array(roots)
        return chain(to: package, from: roots, includingRecommends: false)
            ?? chain(to: package, from: roots, includingRecommends: true)
    }

    private func chain(to package: Int, from roots: [Int], includingRecommends: Bool) -> [Step]? {
        guard package >= 0, package < count else { return nil }
        // By package: the one before it, -1 for unseen, itself for roots.
        var before = [Int32](repeating: -1, count: count)
        var isRecommended = [Bool](repeating: false, count: count)
        var queue: [Int32] = []
        for root in roots where root >= 0 && root < count && before[root] < 0 {
            before[root] = Int32(root)
            queue.append(Int32(root))
        }
        var head = 0
        while head < queue.count, before[package] < 0 {
            let current = Int(queue[head])
            head += 1
            for next in hard[current] where before[Int(next)] < 0 {
                before[Int(next)] = Int32(current)
                queue.append(next)
            }
            guard includingRecommends else { continue }
            for next in soft[current] where before[Int(next)] < 0 {
                before[Int(next)] = Int32(current)
                isRecommended[Int(next)] = true
                queue.append(next)
            }
        }
        guard before[package] >= 0 else { return nil }
        var steps: [Step] = []
        var current = package
        while true {
            steps.append(Step(package: current, isRecommended: isRecommended[current]))
            let previous = Int(before[current])
            if previous == current { break }
            current = previous
        }
        return steps.reversed()
    }
}
