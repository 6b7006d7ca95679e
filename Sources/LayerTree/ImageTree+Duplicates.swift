// SPDX-License-Identifier: Apache-2.0

/// Content that the final tree holds more than once.
extension ImageTree {
    /// Groups of live regular files of equal content, above 0 bytes; the most wasteful group first, then by its
    /// first inode. Names of one inode are no duplicates. Computed anew each time: a sort of the live files.
    public var duplicates: [DuplicateGroup] {
        var files: [(hash: ContentHash, size: Int64, inode: Int32)] = []
        for (index, inode) in inodes.enumerated() where inode.isLive {
            let entry = layers[Int(inode.layer)].entries[Int(inode.entry)]
            guard entry.kind == .file, entry.size > 0, entry.hash != .none else { continue }
            files.append((entry.hash, entry.size, Int32(index)))
        }
        files.sort {
            ($0.hash.high, $0.hash.low, $0.size, $0.inode) < ($1.hash.high, $1.hash.low, $1.size, $1.inode)
        }
        var groups: [DuplicateGroup] = []
        var start = 0
        while start < files.count {
            var end = start + 1
            while end < files.count, files[end].hash == files[start].hash, files[end].size == files[start].size {
                end += 1
            }
            if end - start > 1 {
                let inodes = files[start..<end].map { InodeID(rawValue: $0.inode) }
                groups.append(DuplicateGroup(hash: files[start].hash, size: files[start].size, inodes: inodes))
            }
            start = end
        }
        groups.sort { ($1.wasted, $0.inodes[0]) < ($0.wasted, $1.inodes[0]) }
        return groups
    }
}
