// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The directories to look into: few, deep, and together at least nine tenths of what changed.
///
/// From the root down: a directory gives way to those of its children that keep the whole above nine tenths, as long as
/// one child does, or no more than eight directories come of it.
struct DirectoryCover {
    private static let share = 0.9
    private static let most = 8

    /// Chosen paths under the common numbers.
    private(set) var directories: [PathTable.ID] = []

    /// - Parameter weights: by path, the bytes that changed at it, in either direction.
    init(_ paths: PathTable, weights: [UInt64]) {
        var below = weights.map { Double($0) }
        var isDirectory = [Bool](repeating: false, count: paths.count)
        for index in stride(from: paths.count - 1, to: 0, by: -1) {
            let parent = paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            below[parent] += below[index]
            isDirectory[parent] = true
        }
        guard below[0] > 0 else { return }
        var children: [Int32: [Int32]] = [:]
        for index in 1..<max(1, paths.count) where isDirectory[index] && below[index] > 0 {
            children[paths.parent(of: PathTable.ID(rawValue: Int32(index))).rawValue, default: []].append(Int32(index))
        }
        let needed = below[0] * DirectoryCover.share
        var chosen: [Int32] = [0]
        var covered = below[0]
        var next = 0
        while next < chosen.count {
            let current = chosen[next]
            let candidates = (children[current] ?? []).sorted { left, right in
                (below[Int(right)], left) < (below[Int(left)], right)
            }
            // As many children as keep the cover.
            var rest = covered - below[Int(current)]
            var taken: [Int32] = []
            for child in candidates where rest < needed {
                taken.append(child)
                rest += below[Int(child)]
            }
            let isFew = taken.count == 1 || chosen.count - 1 + taken.count <= DirectoryCover.most
            if rest >= needed, isFew {
                chosen.remove(at: next)
                chosen += taken
                covered = rest
            } else {
                next += 1
            }
        }
        directories = chosen.map { PathTable.ID(rawValue: $0) }
            .sorted { (below[$1.index], $0) < (below[$0.index], $1) }
    }
}
