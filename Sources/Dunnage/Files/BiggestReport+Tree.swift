// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import Reports

extension BiggestReport {
    /// The `count` largest live files and directories. Linear in the image's paths.
    ///
    /// A directory that holds three quarters of another one speaks for it: of `/usr`, `/usr/lib` and
    /// `/usr/lib/llvm` only the last is named when all the bytes lie there.
    init(_ tree: ImageTree, count: Int = 8) {
        var bytes = [Int64](repeating: 0, count: tree.paths.count)
        var files = bytes
        var largestChild = bytes
        var hasChildren = [Bool](repeating: false, count: tree.paths.count)
        var best: [(bytes: Int64, index: Int)] = []
        for (index, inode) in tree.inodes.enumerated() where inode.isLive {
            let entry = tree.entry(of: InodeID(rawValue: Int32(index)))
            guard entry.kind == .file else { continue }
            bytes[inode.path.index] += entry.size
            files[inode.path.index] += 1
            BiggestReport.offer((entry.size, index), to: &best, count)
        }
        for path in stride(from: tree.paths.count - 1, to: 0, by: -1) where files[path] > 0 {
            let parent = tree.paths.parent(of: PathTable.ID(rawValue: Int32(path))).index
            // Parts of the tree's checked sum.
            bytes[parent] += bytes[path]
            files[parent] += files[path]
            hasChildren[parent] = true
            if hasChildren[path] { largestChild[parent] = max(largestChild[parent], bytes[path]) }
        }
        var largest: [(bytes: Int64, index: Int)] = []
        for path in bytes.indices.dropFirst() where hasChildren[path] && largestChild[path] < bytes[path] / 4 * 3 {
            BiggestReport.offer((bytes[path], path), to: &largest, count)
        }
        self.init(
            files: best.map { bytes, index in
                let inode = tree.inodes[index]
                return Item(path: tree.paths.string(of: inode.path), bytes: bytes, layer: Int(inode.layer))
            },
            directories: largest.map { bytes, index in
                let path = PathTable.ID(rawValue: Int32(index))
                return Item(path: tree.paths.string(of: path), bytes: bytes, files: files[index])
            })
    }

    /// Keeps the largest, the first of equals before the others.
    private static func offer(
        _ item: (bytes: Int64, index: Int), to list: inout [(bytes: Int64, index: Int)], _ count: Int
    ) {
        guard item.bytes > 0, list.count < count || item.bytes > list[list.count - 1].bytes else { return }
        let place = list.firstIndex { $0.bytes < item.bytes } ?? list.count
        list.insert(item, at: place)
        if list.count > count { list.removeLast() }
    }
}
