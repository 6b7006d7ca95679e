// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Chooses the files and directories that name a change best.
///
/// From the leaves up: a path whose bytes, without those of what is named below it, reach the threshold is named. So
/// one large file is named itself, and a thousand small ones by their directory. Where a directory holds four or more
/// named paths of one direction and none of them makes up half, it speaks for all of them.
struct CauseTree {
    /// Directories of which everybody puts something: they say nothing about what is in them.
    private static let broad = [
        "/etc", "/home", "/lib", "/opt", "/usr", "/usr/lib", "/usr/local", "/usr/local/lib", "/usr/share", "/var",
        "/var/lib",
    ]

    private let paths: PathTable
    /// By path: bytes that changed at it.
    private var bytes: [Int64]
    /// By path: the path that speaks for it.
    private var chosen: [Int32] = []

    init(paths: PathTable) {
        self.paths = paths
        bytes = [Int64](repeating: 0, count: paths.count)
    }

    mutating func add(_ change: Int64, at path: PathTable.ID) { bytes[path.index] += change }

    /// Starts anew each time.
    ///
    /// - Returns: how many paths are named.
    mutating func choose(threshold: Int64) -> Int {
        var rest = bytes
        var isNamed = [Bool](repeating: false, count: paths.count)
        var below = [Named](repeating: Named(), count: paths.count)
        var isBroad = [Bool](repeating: false, count: paths.count)
        for name in CauseTree.broad {
            if let path = paths.find(name) { isBroad[path.index] = true }
        }
        var speaksForAll = [Bool](repeating: false, count: paths.count)
        for index in stride(from: paths.count - 1, to: 0, by: -1) {
            let parent = paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            let all = below[index]
            if !isBroad[index], all.count >= 4, all.isOneWay(with: rest[index]), all.largest < all.sum.magnitude / 2 {
                speaksForAll[index] = true
                rest[index] += all.sum
                below[index] = Named()
            }
            if rest[index].magnitude >= UInt64(threshold) {
                isNamed[index] = true
                below[index].add(rest[index])
            } else {
                rest[parent] += rest[index]
            }
            below[parent].add(below[index])
        }
        chosen = [Int32](repeating: 0, count: paths.count)
        /// By path: a directory above it (or itself) speaks for all that it holds.
        var isSpokenFor = [Bool](repeating: false, count: paths.count)
        for index in 1..<max(1, paths.count) {
            let parent = paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            if isSpokenFor[parent] {
                isSpokenFor[index] = true
                chosen[index] = chosen[parent]
            } else {
                chosen[index] = isNamed[index] ? Int32(index) : chosen[parent]
                isSpokenFor[index] = speaksForAll[index] && isNamed[index]
            }
        }
        return chosen.enumerated().count { $0 > 0 && $1 == $0 }
    }

    /// The path that speaks for a change at `path`; the root for what is too small.
    func cause(of path: PathTable.ID) -> PathTable.ID { PathTable.ID(rawValue: chosen[path.index]) }

    /// The named paths below one path.
    private struct Named {
        var count = 0
        var sum: Int64 = 0
        var largest: UInt64 = 0
        var gains = false
        var losses = false

        mutating func add(_ bytes: Int64) {
            count += 1
            sum += bytes
            largest = max(largest, bytes.magnitude)
            if bytes > 0 { gains = true } else { losses = true }
        }

        mutating func add(_ other: Named) {
            count += other.count
            sum += other.sum
            largest = max(largest, other.largest)
            gains = gains || other.gains
            losses = losses || other.losses
        }

        /// Nothing goes the other way, the rest included.
        func isOneWay(with rest: Int64) -> Bool { gains != losses && (gains ? rest >= 0 : rest <= 0) }
    }
}
