// SPDX-License-Identifier: Apache-2.0

/// Which layer of one image is which of the other.
///
/// First by diffID: the same bytes in the same order, then the same bytes elsewhere. Then by instruction, then by its
/// verb: always the longest common subsequence, and only between layers that are aligned already. So a change in an
/// early layer does not make all later ones new.
struct LayerAlignment {
    /// By layer before: the layer after, -1 for none.
    private(set) var after: [Int]
    /// By layer after: the layer before, -1 for none.
    private(set) var before: [Int]
    private var kinds: [LayerChange.Kind]

    init(_ old: [ImageSnapshot.Layer], _ new: [ImageSnapshot.Layer]) {
        after = [Int](repeating: -1, count: old.count)
        before = [Int](repeating: -1, count: new.count)
        kinds = [LayerChange.Kind](repeating: .added, count: new.count)
        let oldKeys = old.map { $0.diffID ?? $0.digest ?? "" }
        let newKeys = new.map { $0.diffID ?? $0.digest ?? "" }
        // A layer without any hash is like no other.
        for pair in CommonSubsequence.pairs(oldKeys, newKeys) where !oldKeys[pair.left].isEmpty {
            join(pair.left, pair.right, .same)
        }
        // Layers whose bytes moved do not bound the others.
        var waiting: [String: [Int]] = [:]
        for index in old.indices.reversed() where after[index] < 0 && !oldKeys[index].isEmpty {
            waiting[oldKeys[index], default: []].append(index)
        }
        var moved: [(Int, Int)] = []
        for index in new.indices where before[index] < 0 {
            if let other = waiting[newKeys[index]]?.popLast() { moved.append((other, index)) }
        }
        for (left, right) in moved { join(left, right, .moved) }
        align(old.map { $0.instruction ?? "" }, new.map { $0.instruction ?? "" }, .rebuilt)
        align(old.map { LayerAlignment.verb($0) }, new.map { LayerAlignment.verb($0) }, .replaced)
    }

    private mutating func join(_ left: Int, _ right: Int, _ kind: LayerChange.Kind) {
        after[left] = right
        before[right] = left
        kinds[right] = kind
    }

    /// Aligns what is still free by keys, gap by gap between layers that are aligned in order. An empty key is no key.
    private mutating func align(_ oldKeys: [String], _ newKeys: [String], _ kind: LayerChange.Kind) {
        var gaps: [(old: Range<Int>, new: Range<Int>)] = []
        var start = (old: 0, new: 0)
        for right in before.indices where before[right] >= start.old && kinds[right] != .moved {
            gaps.append((start.old..<before[right], start.new..<right))
            start = (before[right] + 1, right + 1)
        }
        gaps.append((start.old..<oldKeys.count, start.new..<newKeys.count))
        for gap in gaps {
            let left = gap.old.filter { after[$0] < 0 && !oldKeys[$0].isEmpty }
            let right = gap.new.filter { before[$0] < 0 && !newKeys[$0].isEmpty }
            for pair in CommonSubsequence.pairs(left.map { oldKeys[$0] }, right.map { newKeys[$0] }) {
                join(left[pair.left], right[pair.right], kind)
            }
        }
    }

    private static func verb(_ layer: ImageSnapshot.Layer) -> String {
        String((layer.instruction ?? "").prefix { $0 != " " })
    }

    /// In the order of the image after; removed ones where they stood.
    func changes(_ old: ImageSnapshot, _ new: ImageSnapshot, bases: (before: Int, after: Int)) -> [LayerChange] {
        let oldSizes = LayerAlignment.sizes(old)
        let newSizes = LayerAlignment.sizes(new)
        var changes: [LayerChange] = []
        var nextOld = 0
        func removed(upTo end: Int) {
            while nextOld < end {
                if after[nextOld] < 0 {
                    changes.append(
                        LayerChange(
                            kind: .removed, before: nextOld, after: nil, isBase: nextOld < bases.before,
                            size: SizeChange(oldSizes[nextOld], 0),
                            instructionBefore: old.layers[nextOld].instruction, instruction: nil))
                }
                nextOld += 1
            }
        }
        for index in new.layers.indices {
            let other = before[index]
            if other >= nextOld, kinds[index] != .moved { removed(upTo: other + 1) }
            changes.append(
                LayerChange(
                    kind: kinds[index], before: other < 0 ? nil : other, after: index, isBase: index < bases.after,
                    size: SizeChange(other < 0 ? 0 : oldSizes[other], newSizes[index]),
                    instructionBefore: other < 0 ? nil : old.layers[other].instruction,
                    instruction: new.layers[index].instruction))
        }
        removed(upTo: old.layers.count)
        return changes
    }

    private static func sizes(_ image: ImageSnapshot) -> [Int64] {
        var sizes = [Int64](repeating: 0, count: image.layers.count)
        // Parts of a sum that was checked.
        for row in image.files.rows { sizes[Int(row.layer)] += row.size }
        return sizes
    }
}
