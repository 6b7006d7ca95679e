// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Finds the files that lists name in the tree, and hands each to the first package that claims it.
struct FileClaims {
    private let tree: ImageTree
    /// By path: package number, -1 for none.
    private(set) var owners: [Int32]
    /// By path: index into `recorded`, -1 for none.
    private(set) var recordedAt: [Int32]
    private(set) var recorded: [RecordedFile] = []
    private(set) var hashes: [UInt8] = []
    /// By inode: counted already, for some package.
    private var isCounted: [Bool]

    /// Directories as lists spell them, and where they really are: `resolved[id]` is -2 before it was asked.
    private var spelled = PathTable()
    private var resolved: [Int32] = [-2]
    /// Following links costs up to forty texts; a hostile list must not ask for it without end.
    private var resolutionsLeft = 200_000
    private var lastDirectory: [UInt8] = []
    private var lastResult: PathTable.ID?

    init(tree: ImageTree) {
        self.tree = tree
        owners = [Int32](repeating: -1, count: tree.paths.count)
        recordedAt = [Int32](repeating: -1, count: tree.paths.count)
        isCounted = [Bool](repeating: false, count: tree.inodes.count)
    }

    /// The path in the tree that `directory`/`name` names, links in the directory followed, the last component not;
    /// nil when it is not live.
    mutating func locate(_ directory: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> PathTable.ID? {
        var end = name.count
        while end > 0, name[end - 1] != UInt8(ascii: "/") { end -= 1 }
        let base = end > 0 ? name.slice(end, name.count) : name
        if base.isEmpty || base.equals("..") || base.equals(".") { return nil }
        let parent: PathTable.ID?
        if end == 0 {
            parent = resolve(directory)
        } else if directory.isEmpty {
            parent = resolve(name.slice(0, end))
        } else {
            parent = resolve(joined: directory, name.slice(0, end))
        }
        guard let parent, let path = tree.paths.find(base, in: parent), tree.isLive(at: path) else { return nil }
        return path
    }

    private mutating func resolve(joined directory: UnsafeRawBufferPointer, _ rest: UnsafeRawBufferPointer) -> PathTable
        .ID?
    {
        let bytes = Array(directory) + [UInt8(ascii: "/")] + Array(rest)
        return bytes.withUnsafeBytes { resolve($0) }
    }

    /// A live directory, links followed. Lists name many files of one directory in a row, and few directories.
    mutating func resolve(_ directory: UnsafeRawBufferPointer) -> PathTable.ID? {
        if !lastDirectory.isEmpty, lastDirectory.withUnsafeBytes({ $0.isSame(as: directory) }) { return lastResult }
        let result = search(directory)
        lastDirectory.removeAll(keepingCapacity: true)
        lastDirectory.append(contentsOf: directory)
        lastResult = result
        return result
    }

    private mutating func search(_ directory: UnsafeRawBufferPointer) -> PathTable.ID? {
        // Above a live directory there are live directories alone, so the spelling has met no link.
        if let path = tree.paths.find(path: directory), tree.isDirectory(at: path) { return path }
        guard spelled.hasRoom(for: directory.count), !directory.isEmpty else { return nil }
        let id = spelled.intern(directory, in: .root)
        if id.index == resolved.count { resolved.append(-2) }
        if resolved[id.index] == -2 {
            resolved[id.index] = -1
            guard resolutionsLeft > 0 else { return nil }
            resolutionsLeft -= 1
            if case .found(let path) = tree.resolve(Array(directory)), tree.isDirectory(at: path) {
                resolved[id.index] = path.rawValue
            }
        }
        return resolved[id.index] < 0 ? nil : PathTable.ID(rawValue: resolved[id.index])
    }

    /// Gives a live file to `package` unless it has an owner, and counts its inode once.
    ///
    /// Links in the root (`/bin`, `/lib` of a merged `/usr`) stand for directories in many packages' lists.
    mutating func claim(_ path: PathTable.ID, for package: Int, in packages: inout [Package]) {
        guard owners[path.index] < 0, let inode = tree.inode(at: path) else { return }
        if tree.paths.parent(of: path) == .root, tree.symlinkText(of: inode) != nil { return }
        owners[path.index] = Int32(package)
        guard !isCounted[inode.index] else { return }
        isCounted[inode.index] = true
        packages[package].files += 1
        packages[package].bytes += tree.entry(of: inode).size
    }

    /// Notes what a database records of a file; the first hash stays, «configuration» stays however it was said.
    mutating func record(
        _ path: PathTable.ID, _ kind: FileRow.HashKind, _ hash: ArraySlice<UInt8>?, isConfiguration: Bool
    ) {
        guard kind != .none || isConfiguration, tree.inode(at: path) != nil else { return }
        var index = Int(recordedAt[path.index])
        if index < 0 {
            index = recorded.count
            recordedAt[path.index] = Int32(index)
            recorded.append(RecordedFile(hash: 0, kind: .none, isConfiguration: false))
        }
        if isConfiguration { recorded[index].isConfiguration = true }
        guard recorded[index].kind == .none, let hash, hashes.count + hash.count <= Int(UInt32.max) else { return }
        recorded[index].hash = UInt32(hashes.count)
        recorded[index].kind = kind
        hashes.append(contentsOf: hash)
    }

    /// Lets directories pass to their files what `roots` gives them (by path: package number + 1, 0 for none): a
    /// file without an owner belongs to the innermost root above it. One pass, since parents precede children.
    mutating func claimBelow(_ roots: [Int32], in packages: inout [Package]) {
        var below = roots
        for index in 1..<max(1, tree.paths.count) {
            let path = PathTable.ID(rawValue: Int32(index))
            if below[index] == 0 { below[index] = below[tree.paths.parent(of: path).index] }
            if below[index] > 0 { claim(path, for: Int(below[index]) - 1, in: &packages) }
        }
    }
}
