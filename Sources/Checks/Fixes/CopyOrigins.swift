// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Which copy from a build context brought a file: a later chmod or chown that wrote it again did not.
struct CopyOrigins {
    private let tree: ImageTree
    private let roots: [Int: CopyRoot]
    /// By path and the layer that hid it: the inode below a copy for owner or mode alone.
    private var hidden: [Int64: Int32] = [:]

    /// - Complexity: linear in inodes.
    init(_ image: ImageFacts) {
        tree = image.tree
        var roots: [Int: CopyRoot] = [:]
        for layer in image.layers.indices where !image.isBase(layer: layer) {
            roots[layer] = CopyRoot(layer: layer, image)
        }
        self.roots = roots
        guard !roots.isEmpty, tree.inodes.contains(where: \.isMetadataOnly) else { return }
        for (index, inode) in tree.inodes.enumerated()
        where inode.fate == .overwritten && !image.isBase(layer: Int(inode.layer)) {
            hidden[CopyOrigins.key(inode.path, inode.removedIn)] = Int32(index)
        }
    }

    private static func key(_ path: PathTable.ID, _ layer: Int32) -> Int64 {
        Int64(path.rawValue) << 32 | Int64(layer)
    }

    /// The layer of the copy and where its context lies; nil for what no copy brought.
    func copy(of inode: Int32) -> (layer: Int, root: CopyRoot)? {
        guard tree.inodes.indices.contains(Int(inode)) else { return nil }
        var current = tree.inodes[Int(inode)]
        // Each step leads to a lower layer.
        while current.isMetadataOnly, let lower = hidden[CopyOrigins.key(current.path, current.layer)] {
            guard tree.inodes[Int(lower)].layer < current.layer else { break }
            current = tree.inodes[Int(lower)]
        }
        let layer = Int(current.layer)
        return roots[layer].map { (layer, $0) }
    }
}
