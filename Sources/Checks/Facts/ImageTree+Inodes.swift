// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

extension ImageTree {
    /// The inode that a layer's entry made; nil for directories, hard links and indexes that are not there.
    /// Inodes stand in the order of layers and entries, so this is a binary search.
    func inode(layer: Int, entry: Int32) -> InodeID? {
        var low = 0
        var high = inodes.count
        while low < high {
            let middle = (low + high) / 2
            let candidate = inodes[middle]
            if (Int(candidate.layer), candidate.entry) < (layer, entry) { low = middle + 1 } else { high = middle }
        }
        guard low < inodes.count, Int(inodes[low].layer) == layer, inodes[low].entry == entry else { return nil }
        return InodeID(rawValue: Int32(low))
    }

    /// Content bytes of an inode.
    func size(of id: InodeID) -> Int64 { entry(of: id).size }

    /// The layer that ships an inode.
    func layer(of id: InodeID) -> Int { Int(inodes[id.index].layer) }
}
