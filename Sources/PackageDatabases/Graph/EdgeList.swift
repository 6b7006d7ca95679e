// SPDX-License-Identifier: Apache-2.0

/// Arrows between packages while they are collected, then grouped by where they start: one array of targets and,
/// for each package, where its own begin.
struct EdgeList: Sendable {
    private var from: [Int32] = []
    private var to: [Int32] = []
    private var starts: [Int32] = []
    private var targets: [Int32] = []

    mutating func add(_ source: Int, _ target: Int) {
        guard source != target, from.count < Int(Int32.max) else { return }
        // Packages name the same library many times in a row.
        if from.last == Int32(source), to.last == Int32(target) { return }
        from.append(Int32(source))
        to.append(Int32(target))
    }

    /// Groups by counting: linear. The order of additions stays.
    mutating func group(packages: Int) {
        starts = [Int32](repeating: 0, count: packages + 1)
        for source in from { starts[Int(source) + 1] += 1 }
        for package in 0..<packages { starts[package + 1] += starts[package] }
        targets = [Int32](repeating: 0, count: to.count)
        var next = starts
        for edge in from.indices {
            targets[Int(next[Int(from[edge])])] = to[edge]
            next[Int(from[edge])] += 1
        }
        from = []
        to = []
    }

    subscript(package: Int) -> ArraySlice<Int32> {
        targets[Int(starts[package])..<Int(starts[package + 1])]
    }
}
