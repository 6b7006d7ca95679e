// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases
internal import Reports
internal import Sizing

extension FileTable {
    /// Every inode and every directory above one. Linear in the image's paths, and a sort of each directory's names.
    ///
    /// - Parameter claims: which category findings want an inode for; of several the first in `Category.claimOrder`.
    init(_ tree: ImageTree, packages: PackageSet, claims: [Claim]) {
        var categories = [Category?](repeating: nil, count: tree.inodes.count)
        for claim in claims where categories.indices.contains(Int(claim.inode)) {
            let known = categories[Int(claim.inode)]?.claimOrder ?? .max
            if claim.category.claimOrder ?? .max < known { categories[Int(claim.inode)] = claim.category }
        }
        let links = Links(tree)
        self.init(packages: packages.packages.map(\.name))
        rows.reserveCapacity(tree.inodes.count + tree.inodes.count / 8)
        var pending: [(path: Int32, parent: Int32)] = [(0, -1)]
        while let (path, parent) = pending.popLast() {
            let id = PathTable.ID(rawValue: path)
            let start = Int32(names.count)
            if path != 0 { names.append(contentsOf: tree.paths.name(of: id)) }
            let name = start..<Int32(names.count)
            let children = links.children(of: path, tree)
            var directory = Int32(-1)
            if path == 0 || !children.isEmpty || tree.isDirectory(at: id) {
                directory = Int32(rows.count)
                rows.append(FileTable.directory(id, parent, name, tree))
            }
            var copy = links.copies[Int(path)]
            while copy >= 0 {
                rows.append(file(Int(copy), parent, name, tree, packages, categories[Int(copy)]))
                copy = links.nextCopy[Int(copy)]
            }
            pending += children.reversed().map { ($0, directory) }
        }
    }

    private static func directory(
        _ id: PathTable.ID, _ parent: Int32, _ name: Range<Int32>, _ tree: ImageTree
    ) -> Row {
        var row = Row(parent: parent, name: name, kind: .directory)
        if let entry = tree.directoryEntry(at: id) {
            (row.mode, row.uid, row.gid) = (entry.mode, entry.uid, entry.gid)
        } else {
            row.isListed = false
        }
        if id != .root, !tree.isDirectory(at: id) { row.state = .deleted }
        return row
    }

    private func file(
        _ index: Int, _ parent: Int32, _ name: Range<Int32>, _ tree: ImageTree, _ packages: PackageSet,
        _ category: Category?
    ) -> Row {
        let inode = tree.inodes[index]
        let entry = tree.entry(of: InodeID(rawValue: Int32(index)))
        let owner = inode.isLive ? packages.owner(of: inode.path) : nil
        return Row(
            parent: parent, name: name, bytes: entry.kind == .file ? entry.size : 0, layer: inode.layer,
            removedIn: inode.isLive ? -1 : inode.removedIn, package: owner.map { Int32($0) } ?? -1, uid: entry.uid,
            gid: entry.gid, mode: entry.mode, kind: FileKind(entry.kind), state: FindingState(inode.fate),
            category: category)
    }

    /// The wanted part of the tree as lists: paths with an inode, live directories, and what stands above them.
    private struct Links {
        /// By path: its first inode, -1 for none.
        var copies: [Int32]
        /// By inode: the next one at its path.
        var nextCopy: [Int32]
        private var firstChild: [Int32]
        private var nextSibling: [Int32]

        init(_ tree: ImageTree) {
            let count = tree.paths.count
            copies = [Int32](repeating: -1, count: count)
            nextCopy = [Int32](repeating: -1, count: tree.inodes.count)
            firstChild = [Int32](repeating: 0, count: count)
            nextSibling = firstChild
            var isWanted = [Bool](repeating: false, count: count)
            for index in stride(from: tree.inodes.count - 1, through: 0, by: -1) {
                let path = tree.inodes[index].path.index
                nextCopy[index] = copies[path]
                copies[path] = Int32(index)
                isWanted[path] = true
            }
            for path in stride(from: count - 1, to: 0, by: -1) {
                let id = PathTable.ID(rawValue: Int32(path))
                guard isWanted[path] || tree.isDirectory(at: id) else { continue }
                let parent = tree.paths.parent(of: id).index
                isWanted[parent] = true
                nextSibling[path] = firstChild[parent]
                firstChild[parent] = Int32(path)
            }
        }

        func children(of path: Int32, _ tree: ImageTree) -> [Int32] {
            var children: [Int32] = []
            var child = firstChild[Int(path)]
            while child != 0 {
                children.append(child)
                child = nextSibling[Int(child)]
            }
            children.sort {
                tree.paths.namePrecedes(PathTable.ID(rawValue: $0), PathTable.ID(rawValue: $1))
            }
            return children
        }
    }
}
