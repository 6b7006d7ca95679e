// SPDX-License-Identifier: Apache-2.0
internal import ImageFormat
internal import LayerTree

/// Directories that a copy brings and a later `RUN` makes anew, such as `node_modules` before `npm ci`.
struct RemadeTrees {
    private let image: ImageFacts
    private let roots: [Int: CopyRoot]
    private let isRun: [Bool]
    /// Two copies may reach the same directory from different places.
    private struct Key: Hashable {
        var directory: PathTable.ID
        var root: PathTable.ID
    }

    /// By directory and where the copy lies: the directory that is made anew, itself or above; the root for none.
    private var known: [Key: PathTable.ID] = [:]

    init(_ image: ImageFacts) {
        self.image = image
        var roots: [Int: CopyRoot] = [:]
        for layer in image.layers.indices where !image.isBase(layer: layer) {
            roots[layer] = CopyRoot(layer: layer, image)
        }
        self.roots = roots
        isRun = image.layers.map { $0.instruction?.verb == "RUN" }
    }

    /// Whether a dead file lay in such a directory of a copied layer and a `RUN` took it away.
    mutating func holds(_ inode: Inode) -> Bool {
        guard let root = roots[Int(inode.layer)], inode.removedIn != inode.layer,
            isRun.indices.contains(Int(inode.removedIn)), isRun[Int(inode.removedIn)]
        else { return false }
        return tree(above: inode.path, below: root.directory) != .root
    }

    private mutating func tree(above path: PathTable.ID, below root: PathTable.ID) -> PathTable.ID {
        let paths = image.tree.paths
        let directory = paths.parent(of: path)
        let key = Key(directory: directory, root: root)
        if let tree = known[key] { return tree }
        var tree = PathTable.ID.root
        var current = directory
        while current != .root, current != root {
            if IgnoreList.remade.contains(String(decoding: paths.name(of: current), as: UTF8.self)) { tree = current }
            current = paths.parent(of: current)
        }
        if current != root { tree = .root }
        known[key] = tree
        return tree
    }

    /// The directories of a group, relative to where the copy lies, most bytes first.
    func names(of group: GatheredFiles, _ image: ImageFacts) -> [String] {
        guard let root = roots[group.layer] else { return [] }
        var bytes: [PathTable.ID: Int64] = [:]
        for file in group.files {
            let key = Key(directory: image.tree.paths.parent(of: file.path), root: root.directory)
            if let tree = known[key], tree != .root {
                bytes[tree, default: 0] += image.tree.size(of: file.inode)
            }
        }
        return bytes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .compactMap {
                root.parts(of: image.tree.paths.string(of: $0.key) + "/x")?.dropLast().joined(separator: "/")
            }
    }
}
