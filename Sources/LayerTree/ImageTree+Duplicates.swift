// SPDX-License-Identifier: Apache-2.0

/// Content that the final tree holds more than once.
extension ImageTree {
    /// Groups of live regular files of equal content, above 0 bytes; the most wasteful group first, then by its
    /// first inode. Names of one inode are no duplicates. Computed anew each time: a look at each live file, and a sort of those that repeat.
    public var duplicates: [DuplicateGroup] {
        var files: [(hash: ContentHash, size: Int64, inode: Int32)] = []
        for (index, inode) in inodes.enumerated() where inode.isLive {
            let entry = layers[Int(inode.layer)].entries[Int(inode.entry)]
            guard entry.kind == .file, entry.size > 0, entry.hash != .none else { continue }
            files.append((entry.hash, entry.size, Int32(index)))
        }
        // Most files are there once: only those whose hash is seen again are sorted.
        var size = 64
        while size < files.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        var isRepeated = [Bool](repeating: false, count: files.count)
        for (number, file) in files.enumerated() {
            var slot = Int(truncatingIfNeeded: file.hash.low) & (size - 1)
            while slots[slot] >= 0, files[Int(slots[slot])].hash != file.hash { slot = (slot + 1) & (size - 1) }
            if slots[slot] >= 0 {
                isRepeated[Int(slots[slot])] = true
                isRepeated[number] = true
            } else {
                slots[slot] = Int32(number)
            }
        }
        files = zip(files, isRepeated).filter(\.1).map(\.0)
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
