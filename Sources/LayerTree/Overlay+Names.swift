// SPDX-License-Identifier: Apache-2.0

/// Which names the inodes with several have in the end.
extension Overlay {
    /// The live names of every inode that has more than one, grouped by inode, in the order in which they came;
    /// sets each inode's `path` to its first. Costs a sort of the hard links, nothing for other files.
    mutating func settleNames() -> [Link] {
        var latest: [(link: Link, order: Int)] = []
        for (order, link) in links.enumerated() where states[link.path.index] == .inode(link.inode) {
            latest.append((link, order))
        }
        latest.sort { ($0.link.path, $0.order) < ($1.link.path, $1.order) }
        // A live path has one inode, so of several links at one path the last one made it.
        var count = 0
        for index in latest.indices {
            if index + 1 < latest.count, latest[index + 1].link.path == latest[index].link.path { continue }
            latest[count] = latest[index]
            count += 1
        }
        latest.removeSubrange(count...)
        let linked = latest.map(\.link.path)
        latest.sort { ($0.link.inode, $0.order) < ($1.link.inode, $1.order) }

        var names: [Link] = []
        var start = 0
        while start < latest.count {
            let inode = latest[start].link.inode
            var end = start + 1
            while end < latest.count, latest[end].link.inode == inode { end += 1 }
            let original = inodes[inode.index].path
            let keepsOriginal = states[original.index] == .inode(inode) && !Overlay.contains(linked, original)
            if keepsOriginal {
                names.append(Link(inode: inode, path: original))
            } else {
                setPath(of: inode, latest[start].link.path)
            }
            if keepsOriginal || end - start > 1 {
                for index in start..<end { names.append(latest[index].link) }
            }
            start = end
        }
        return names
    }

    private static func contains(_ sorted: [PathTable.ID], _ path: PathTable.ID) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < path { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == path
    }
}
