// SPDX-License-Identifier: Apache-2.0
internal import Digests
public import LayerTree
public import PackageDatabases

extension SnapshotFiles {
    /// - Parameter isHidden: whether the content of an inode, by its number, must leave no hash.
    /// - Complexity: linear in the tree's paths but for sorting the names in each directory.
    public init(tree: ImageTree, packages: PackageSet, isHidden: (Int) -> Bool) {
        self.init()
        var drafts: [(old: PathTable.ID, row: Row)] = []
        drafts.reserveCapacity(tree.inodes.count)
        for (index, inode) in tree.inodes.enumerated() {
            let entry = tree.entry(of: InodeID(rawValue: Int32(index)))
            let hash: ContentHash =
                if let text = tree.symlinkText(of: InodeID(rawValue: Int32(index))) {
                    SnapshotFiles.hash(of: text)
                } else {
                    entry.kind == .file && !isHidden(index) ? entry.hash : .none
                }
            let owner = inode.isLive ? packages.owner(of: inode.path) : nil
            drafts.append(
                (
                    inode.path,
                    Row(
                        path: .root, kind: entry.kind, fate: inode.fate, mode: entry.mode, uid: entry.uid,
                        gid: entry.gid, layer: inode.layer, removedIn: inode.removedIn,
                        package: owner.map { Int32($0) } ?? -1, size: entry.kind == .file ? entry.size : 0,
                        hash: hash)
                ))
        }
        tree.forEachLiveFile { path, id in
            let inode = tree.inodes[id.index]
            guard inode.path != path else { return }
            let entry = tree.entry(of: id)
            drafts.append(
                (
                    path,
                    Row(
                        path: .root, kind: .hardLink, mode: entry.mode, uid: entry.uid, gid: entry.gid,
                        layer: inode.layer)
                ))
        }
        for index in 1..<max(1, tree.paths.count) {
            let path = PathTable.ID(rawValue: Int32(index))
            guard let origin = tree.directoryOrigin(at: path), tree.isDirectory(at: path) else { continue }
            let entry = tree.layers[origin.layer].entries[origin.entry]
            drafts.append(
                (
                    path,
                    Row(
                        path: .root, kind: .directory, mode: entry.mode, uid: entry.uid, gid: entry.gid,
                        layer: Int32(origin.layer))
                ))
        }
        let numbers = number(tree.paths, drafts.map(\.old))
        for index in drafts.indices { drafts[index].row.path = numbers[drafts[index].old.index] }
        let order = drafts.indices.sorted { left, right in
            let (first, second) = (drafts[left].row, drafts[right].row)
            return (first.path, first.layer, left) < (second.path, second.layer, right)
        }
        rows = order.map { drafts[$0].row }
    }

    /// Numbers the wanted paths and what is above them afresh, from the root down, by name.
    private mutating func number(_ table: PathTable, _ wanted: [PathTable.ID]) -> [PathTable.ID] {
        var isWanted = [Bool](repeating: false, count: table.count)
        for path in wanted { isWanted[path.index] = true }
        var firstChild = [Int32](repeating: 0, count: table.count)
        var nextSibling = firstChild
        for index in stride(from: table.count - 1, to: 0, by: -1) where isWanted[index] {
            let parent = table.parent(of: PathTable.ID(rawValue: Int32(index))).index
            isWanted[parent] = true
            nextSibling[index] = firstChild[parent]
            firstChild[parent] = Int32(index)
        }
        var numbers = [PathTable.ID](repeating: .root, count: table.count)
        var stack: [Int32] = [0]
        var children: [PathTable.ID] = []
        while let next = stack.popLast() {
            let path = PathTable.ID(rawValue: next)
            if path != .root {
                let parent = numbers[table.parent(of: path).index]
                numbers[path.index] = table.withName(of: path) { paths.intern($0, in: parent) }
            }
            children.removeAll(keepingCapacity: true)
            var child = firstChild[path.index]
            while child != 0 {
                children.append(PathTable.ID(rawValue: child))
                child = nextSibling[Int(child)]
            }
            children.sort { table.namePrecedes($1, $0) }
            stack += children.map(\.rawValue)
        }
        return numbers
    }

    private static func hash(of text: [UInt8]) -> ContentHash {
        let (high, low) = text.withUnsafeBytes { ContentHasher.hash($0) }
        return ContentHash(high: high, low: low)
    }
}
