// SPDX-License-Identifier: Apache-2.0
@testable import LayerTree

/// The final tree as a layer of its own.
extension ImageTree {
    /// One layer that holds the final tree and nothing dead. A directory without an entry stays without one,
    /// unless it is empty and would vanish: then it gets a plain one.
    func squashed() -> LayerEntries {
        var squashed = LayerEntries()
        var ids = [PathTable.ID](repeating: .root, count: paths.count)
        var laterNames: [(path: PathTable.ID, inode: InodeID)] = []
        for index in states.indices where states[index].isLive {
            let path = PathTable.ID(rawValue: Int32(index))
            if path != .root {
                ids[index] = paths.withName(of: path) {
                    squashed.paths.intern($0, in: ids[paths.parent(of: path).index])
                }
            }
            if let inode = states[index].inode {
                guard inodes[inode.index].path == path else {
                    laterNames.append((path, inode))
                    continue
                }
                var entry = entry(of: inode)
                entry.path = ids[index]
                if entry.text >= 0 {
                    let text = layers[Int(inodes[inode.index].layer)].strings[Int(entry.text)]
                    entry.text = Int32(squashed.strings.count)
                    squashed.strings.append(text)
                }
                squashed.entries.append(entry)
            } else if var entry = directoryEntry(at: path) {
                entry.path = ids[index]
                squashed.entries.append(entry)
            } else if path != .root, firstChild[index] == 0 {
                squashed.entries.append(Entry(path: ids[index], kind: .directory, mode: 0o755))
            }
        }
        // A link follows its target in a tar, whatever their path numbers.
        for (path, inode) in laterNames {
            var entry = entry(of: inode)
            entry = Entry(
                path: ids[path.index], kind: .hardLink, mode: entry.mode, uid: entry.uid, gid: entry.gid,
                mtime: entry.mtime, linkTarget: ids[inodes[inode.index].path.index])
            squashed.entries.append(entry)
        }
        return squashed
    }
}
