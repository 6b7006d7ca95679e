// SPDX-License-Identifier: Apache-2.0

/// What is at a path, and what an inode is.
extension ImageTree {
    /// The member that brought the inode; its `path` and `text` belong to that layer's own tables.
    public func entry(of id: InodeID) -> Entry {
        let inode = inodes[id.index]
        return layers[Int(inode.layer)].entries[Int(inode.entry)]
    }

    /// The inode that a layer's member made; nil for directories and hard links. A binary search.
    public func inode(layer: Int, entry: Int) -> InodeID? {
        let index = firstInode { ($0.layer, $0.entry) < (Int32(layer), Int32(entry)) }
        guard index < inodes.count, inodes[index].layer == layer, inodes[index].entry == entry else { return nil }
        return InodeID(rawValue: Int32(index))
    }

    /// `inodes` are sorted by layer, then by entry.
    private func firstInode(after precedes: (Inode) -> Bool) -> Int {
        var low = 0
        var high = inodes.count
        while low < high {
            let middle = (low + high) / 2
            if precedes(inodes[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The live file, link, device, FIFO or socket at `path`; nil for directories and for nothing.
    public func inode(at path: PathTable.ID) -> InodeID? { states[path.index].inode }

    /// What is live at `path`, nil for nothing. A hard link is what its inode is.
    public func kind(at path: PathTable.ID) -> EntryKind? {
        let state = states[path.index]
        if state.isDirectory { return .directory }
        return state.inode.map { entry(of: $0).kind }
    }

    /// True when the final tree has something at `path`.
    public func isLive(at path: PathTable.ID) -> Bool { states[path.index].isLive }

    /// True when the final tree has a directory at `path`, with or without an entry of its own.
    public func isDirectory(at path: PathTable.ID) -> Bool { states[path.index].isDirectory }

    /// The topmost member for a live directory, which holds its attributes; nil for a directory that no layer has
    /// an entry for, and for everything else.
    public func directoryEntry(at path: PathTable.ID) -> Entry? {
        directoryOrigin(at: path).map { layers[$0.layer].entries[$0.entry] }
    }

    /// Where `directoryEntry(at:)` comes from: a layer, and an index into its entries.
    public func directoryOrigin(at path: PathTable.ID) -> (layer: Int, entry: Int)? {
        guard let ordinal = states[path.index].directoryOrdinal else { return nil }
        // The last layer that begins at or before the ordinal: empty layers begin where the next one does.
        var low = 0
        var high = firstOrdinals.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if firstOrdinals[middle] <= ordinal { low = middle } else { high = middle }
        }
        return (low, Int(ordinal - firstOrdinals[low]))
    }

    /// All live names of an inode, the first surviving one first; empty when it is dead.
    public func names(of id: InodeID) -> [PathTable.ID] {
        let inode = inodes[id.index]
        if inode.names <= 1 { return inode.names == 1 ? [inode.path] : [] }
        var low = 0
        var high = sharedNames.count
        while low < high {
            let middle = (low + high) / 2
            if sharedNames[middle].inode < id { low = middle + 1 } else { high = middle }
        }
        return sharedNames[low..<low + Int(inode.names)].map(\.path)
    }

    /// Live children of a directory, sorted by the bytes of their names; empty for everything else.
    public func children(of directory: PathTable.ID) -> [PathTable.ID] {
        var children: [PathTable.ID] = []
        var child = firstChild[directory.index]
        while child != 0 {
            children.append(PathTable.ID(rawValue: child))
            child = nextSibling[Int(child)]
        }
        children.sort { paths.namePrecedes($0, $1) }
        return children
    }

    /// Calls `body` for every live name of every inode, by rising path number: the same order in every run. An
    /// inode with several names comes several times; `inodes[id].path` tells its first.
    public func forEachLiveFile(_ body: (PathTable.ID, InodeID) throws -> Void) rethrows {
        for index in states.indices {
            if let inode = states[index].inode { try body(PathTable.ID(rawValue: Int32(index)), inode) }
        }
    }

    /// The number of a path that any layer names, lexically cleaned, live or not; nil when none does.
    public func find(_ path: String) -> PathTable.ID? { paths.find(path) }

    /// A symbolic link's text as its tar gives it; nil for every other kind.
    public func symlinkText(of id: InodeID) -> [UInt8]? {
        layers[Int(inodes[id.index].layer)].symlinkText(entry(of: id))
    }
}
