// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Counts leaves layer by layer, beside the stack of the layers below as dive builds it. Dive's stack is no overlay:
/// a file over a directory leaves what was below it, and a directory that a layer only passes through is no
/// directory any more. Whiteouts of directories are answered by it, so it has to be copied, faults and all.
struct LeafTally {
    private let paths: PathTable
    /// By path of the image.
    private var leaves: [Leaf]
    private var stack: DiveStack

    private struct Leaf {
        var cumulative: Int64 = 0
        /// Below 0: not seen.
        var minimum: Int64 = -1
        var isRepeated = false
    }

    /// What one layer has at a path of its own table.
    private struct Place {
        /// In the image's table; -1 for a path that is only a link's target.
        var path: Int32 = -1
        var size: Int64 = 0
        var isDirectory = false
        var isPresent = false
        var hasChildren = false
        var isRemoved = false
    }

    init(paths: PathTable) {
        self.paths = paths
        leaves = [Leaf](repeating: Leaf(), count: paths.count)
        stack = DiveStack(count: paths.count)
    }

    /// Linear in the layer's paths, entries and whiteouts; what is removed was added once.
    mutating func add(_ layer: LayerEntries) {
        let places = places(of: layer)
        // All whiteouts ask the stack below; then they remove, and what the layer brings comes in.
        var removed: [Int32] = []
        for place in places where place.isRemoved && place.path > 0 {
            see(place.path, stack.removedSize(place.path))
            removed.append(place.path)
        }
        for place in places where place.isPresent && !place.hasChildren && place.path > 0 {
            see(place.path, place.size)
        }
        for path in removed { stack.remove(path) }
        // Parents stand before their children, so totals are passed up from the end.
        var changes = [Int64](repeating: 0, count: places.count)
        for (index, place) in places.enumerated() where place.isPresent && place.path > 0 {
            let parent = paths.parent(of: PathTable.ID(rawValue: place.path)).rawValue
            changes[index] = stack.set(place.path, in: parent, size: place.size, isDirectory: place.isDirectory)
        }
        for index in stride(from: places.count - 1, to: 0, by: -1) where changes[index] != 0 {
            stack.addTotal(places[index].path, changes[index])
            let parent = layer.paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            changes[parent] = changes[parent].addingSaturated(changes[index])
        }
    }

    func sums() -> (minimum: Int64, cumulative: Int64, wasted: Int64) {
        var minimum: Int64 = 0
        var cumulative: Int64 = 0
        var wasted: Int64 = 0
        for leaf in leaves where leaf.minimum >= 0 {
            minimum = minimum.addingSaturated(leaf.minimum)
            cumulative = cumulative.addingSaturated(leaf.cumulative)
            if leaf.isRepeated { wasted = wasted.addingSaturated(leaf.cumulative) }
        }
        return (minimum, cumulative, wasted)
    }

    private mutating func see(_ path: Int32, _ size: Int64) {
        let index = Int(path)
        if leaves[index].minimum < 0 {
            leaves[index].minimum = size
        } else {
            leaves[index].isRepeated = true
            if size < leaves[index].minimum { leaves[index].minimum = size }
        }
        // A directory that is removed counts again, so the sum may be more than the image holds.
        leaves[index].cumulative = leaves[index].cumulative.addingSaturated(size)
    }

    private func places(of layer: LayerEntries) -> [Place] {
        var places = [Place](repeating: Place(), count: layer.paths.count)
        for entry in layer.entries {
            // Of members that share a path the last one stands.
            places[entry.path.index].isPresent = true
            places[entry.path.index].size = entry.contentSize
            places[entry.path.index].isDirectory = entry.kind == .directory
        }
        for path in layer.whiteouts { places[path.index].isRemoved = true }
        for path in layer.opaques { places[path.index].isPresent = true }
        for index in stride(from: places.count - 1, to: 0, by: -1)
        where places[index].isPresent || places[index].isRemoved {
            let parent = layer.paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            places[parent].isPresent = true
            places[parent].hasChildren = true
        }
        if !places.isEmpty { places[0].path = 0 }
        for index in 1..<max(1, places.count) {
            let id = PathTable.ID(rawValue: Int32(index))
            let parent = places[layer.paths.parent(of: id).index].path
            guard parent >= 0 else { continue }
            let found = layer.paths.withName(of: id) { paths.find($0, in: PathTable.ID(rawValue: parent)) }
            places[index].path = found?.rawValue ?? -1
        }
        return places
    }
}

extension Int64 {
    /// For sums of values that are not negative.
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? other < 0 ? .min : .max : sum
    }
}
