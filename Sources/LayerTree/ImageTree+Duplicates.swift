// SPDX-License-Identifier: Apache-2.0

/// Content that the final tree holds more than once.
extension ImageTree {
    /// Groups of live regular files of equal content, above 0 bytes; the most wasteful group first, then by its
    /// first inode. Names of one inode are no duplicates. Linear in inodes, plus a sort of the groups.
    public func duplicates() -> [DuplicateGroup] {
        var files: [(hash: ContentHash, size: Int64, inode: Int32)] = []
        for (index, inode) in inodes.enumerated() where inode.isLive {
            let entry = layers[Int(inode.layer)].entries[Int(inode.entry)]
            guard entry.kind == .file, entry.size > 0, entry.hash != .none else { continue }
            files.append((entry.hash, entry.size, Int32(index)))
        }
        // By content, the number of the first file that has it.
        var size = 64
        while size < files.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        var first = [Int32](repeating: -1, count: files.count)
        var copies = [Int32](repeating: 0, count: files.count)
        for (number, file) in files.enumerated() {
            // Through a secret factor: no image can bring files that all want one slot.
            let mixed = PathTable.fold(
                file.hash.low ^ UInt64(bitPattern: file.size) ^ PathTable.key.start, PathTable.key.factor)
            var slot = Int(truncatingIfNeeded: mixed) & (size - 1)
            while slots[slot] >= 0 {
                let other = files[Int(slots[slot])]
                if other.hash == file.hash, other.size == file.size { break }
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] < 0 { slots[slot] = Int32(number) }
            first[number] = slots[slot]
            copies[Int(slots[slot])] += 1
        }
        var groups: [DuplicateGroup] = []
        var group = [Int32](repeating: -1, count: files.count)
        for (number, file) in files.enumerated() {
            let one = Int(first[number])
            guard copies[one] > 1 else { continue }
            if group[one] < 0 {
                group[one] = Int32(groups.count)
                groups.append(DuplicateGroup(hash: file.hash, size: file.size, inodes: []))
                groups[groups.count - 1].inodes.reserveCapacity(Int(copies[one]))
            }
            groups[Int(group[one])].inodes.append(InodeID(rawValue: file.inode))
        }
        groups.sort { ($1.wasted, $0.inodes[0]) < ($0.wasted, $1.inodes[0]) }
        return groups
    }
}
