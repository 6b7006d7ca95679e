// SPDX-License-Identifier: Apache-2.0

/// Packages that came (or went) together: one that was asked for, and what it needs.
///
/// A package belongs to the root that leads to it on the shortest way, the first of several. Roots are what was asked
/// for by hand; then what nothing else among them needs; then, in a circle, the first.
struct PackageClusters {
    /// By package: its root, itself for roots, -1 for packages that are not among them.
    private(set) var root: [Int]

    init(_ packages: [ImageSnapshot.Package], among members: [Int]) {
        root = [Int](repeating: -1, count: packages.count)
        var isMember = [Bool](repeating: false, count: packages.count)
        for member in members { isMember[member] = true }
        var isNeeded = [Bool](repeating: false, count: packages.count)
        for member in members {
            for other in packages[member].needs where other != member { isNeeded[other] = true }
        }
        var queue: [Int] = []
        var head = 0
        func start(_ member: Int) {
            root[member] = member
            queue.append(member)
        }
        func run() {
            while head < queue.count {
                let current = queue[head]
                head += 1
                for other in packages[current].needs where isMember[other] && root[other] < 0 {
                    root[other] = root[current]
                    queue.append(other)
                }
            }
        }
        for member in members where packages[member].requested == true { start(member) }
        run()
        for member in members where root[member] < 0 && !isNeeded[member] { start(member) }
        run()
        for member in members where root[member] < 0 {
            start(member)
            run()
        }
    }
}
