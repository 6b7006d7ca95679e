// SPDX-License-Identifier: Apache-2.0

/// Lays layers over each other, bottom first; `ImageTree` keeps what comes out.
///
/// Invariants: everything above a live path is a live directory; a path that is not live has no children in its
/// list. Each directory has a list of children that are or were live. Removing a child leaves it in the list, and
/// emptying a directory empties its list, so every removal is paid for by the addition before it.
struct Overlay {
    /// A name that a hard link gave to an inode, oldest first in `links`.
    struct Link {
        var inode: InodeID
        var path: PathTable.ID
    }

    private static let notListed: Int32 = -1
    private static let endOfList: Int32 = 0

    private(set) var paths = PathTable()
    private(set) var states: [NodeState] = [.implicitDirectory]
    private(set) var inodes: [Inode] = []
    private(set) var links: [Link] = []
    private(set) var notes: [Note] = []
    /// Entries of the present layer whose size cannot be.
    private(set) var impossibleSizes: [Int] = []

    /// The root ends every list: it is nobody's child.
    private var firstChild: [Int32] = [endOfList]
    private var nextSibling: [Int32] = [notListed]
    private var stack: [Int32] = []
    /// What the present layer's whiteouts took away, for hard links that still name it; sorted when first asked.
    private var whitedOut: [Link] = []
    private var whitedOutIsSorted = false
    private var remembersWhiteouts = false
    private var layer: Int32 = 0
    /// Bytes of all regular files so far.
    private var size: Int64 = 0

    init(inodeCount: Int) {
        inodes.reserveCapacity(inodeCount)
    }

    /// Whiteouts and opaque marks hide what lower layers brought, wherever they stand in the tar, so they go
    /// first; then the members in order.
    mutating func apply(
        _ layers: [LayerEntries], _ index: Int, firstOrdinal: Int32, hasHardLinks: Bool
    ) throws(LayerTreeError) {
        let entries = layers[index]
        guard let ids = paths.merge(entries.paths) else { throw LayerTreeError(code: .tooManyPaths, layer: index) }
        layer = Int32(index)
        impossibleSizes.removeAll()
        let newPaths = paths.count - states.count
        states.append(contentsOf: repeatElement(.absent, count: newPaths))
        firstChild.append(contentsOf: repeatElement(Overlay.endOfList, count: newPaths))
        nextSibling.append(contentsOf: repeatElement(Overlay.notListed, count: newPaths))

        remembersWhiteouts = hasHardLinks
        for path in entries.whiteouts where !states[ids[path.index].index].isLive {
            notes.append(Note(.whiteoutOfMissingPath, layer: layer, path: ids[path.index]))
        }
        for path in entries.whiteouts {
            let id = ids[path.index]
            if id == .root {
                notes.append(Note(.rootIsNotADirectory, layer: layer, path: .root))
            } else {
                remove(id, .deleted)
            }
        }
        for path in entries.opaques { empty(ids[path.index], .deleted) }
        remembersWhiteouts = false

        for member in entries.entries.indices {
            add(layers, member, ids, ordinal: firstOrdinal + Int32(member))
        }
        whitedOut = []
        whitedOutIsSorted = false
    }

    private mutating func add(_ layers: [LayerEntries], _ index: Int, _ ids: [PathTable.ID], ordinal: Int32) {
        let entry = layers[Int(layer)].entries[index]
        let path = ids[entry.path.index]
        if !count(entry) {
            impossibleSizes.append(index)
            if entry.kind == .file { notes.append(Note(.sizeOverflow, layer: layer, path: path)) }
        }
        switch entry.kind {
        case .directory:
            if let inode = states[path.index].inode { dropName(path, of: inode, .overwritten) }
            makeParents(of: path)
            setLive(path, .directory(ordinal: ordinal))
        case .hardLink:
            link(path, to: ids[entry.linkTarget.index])
        case .file, .symlink, .characterDevice, .blockDevice, .fifo, .socket:
            let id = InodeID(rawValue: Int32(inodes.count))
            inodes.append(Inode(layer: layer, entry: Int32(index), path: path))
            guard path != .root else {
                notes.append(Note(.rootIsNotADirectory, layer: layer, path: .root))
                dropName(path, of: id, .overwritten)
                return
            }
            if let old = states[path.index].inode, repeats(entry, old, layers) {
                inodes[id.index].flags = .metadataOnly
            }
            replace(path, with: id)
        }
    }

    /// False when the size cannot be and counts as 0.
    private mutating func count(_ entry: Entry) -> Bool {
        guard entry.kind == .file else { return entry.size == 0 }
        let (sum, overflow) = size.addingReportingOverflow(entry.size)
        guard entry.size >= 0, !overflow else { return false }
        size = sum
        return true
    }

    /// True when `entry` carries the content that a lower layer already has at its path.
    private func repeats(_ entry: Entry, _ old: InodeID, _ layers: [LayerEntries]) -> Bool {
        guard entry.kind == .file, entry.hash != .none else { return false }
        let below = inodes[old.index]
        guard below.layer != layer else { return false }
        let previous = layers[Int(below.layer)].entries[Int(below.entry)]
        return previous.kind == .file && previous.hash == entry.hash && previous.size == entry.size
    }

    // MARK: One path

    private mutating func link(_ path: PathTable.ID, to target: PathTable.ID) {
        let present = states[target.index]
        guard let id = present.isLive ? present.inode : whitedOutInode(at: target) else {
            notes.append(Note(.danglingHardLink, layer: layer, path: path))
            return
        }
        guard path != .root else {
            notes.append(Note(.rootIsNotADirectory, layer: layer, path: .root))
            return
        }
        guard states[path.index] != .inode(id) else { return }
        replace(path, with: id)
        if inodes[id.index].names == 0 {
            inodes[id.index].path = path
            inodes[id.index].fate = .live
            inodes[id.index].removedIn = -1
        }
        inodes[id.index].names += 1
        links.append(Link(inode: id, path: path))
    }

    /// What this layer's whiteouts took from `path`: a hard link to it proves that the writer still had it.
    private mutating func whitedOutInode(at path: PathTable.ID) -> InodeID? {
        if !whitedOutIsSorted {
            whitedOut.sort { $0.path < $1.path }
            whitedOutIsSorted = true
        }
        var low = 0
        var high = whitedOut.count
        while low < high {
            let middle = (low + high) / 2
            if whitedOut[middle].path < path { low = middle + 1 } else { high = middle }
        }
        return low < whitedOut.count && whitedOut[low].path == path ? whitedOut[low].inode : nil
    }

    private mutating func replace(_ path: PathTable.ID, with id: InodeID) {
        makeParents(of: path)
        if let old = states[path.index].inode {
            dropName(path, of: old, .overwritten)
        } else {
            remove(path, .deleted)
        }
        setLive(path, .inode(id))
    }

    /// Parents need no entry of their own; whatever else stood there makes way. A symbolic link is not followed:
    /// a layer's tar describes its own directories, and `lib/x` over a link `lib` makes `lib` a directory.
    private mutating func makeParents(of path: PathTable.ID) {
        var directory = paths.parent(of: path)
        while !states[directory.index].isDirectory {
            if let inode = states[directory.index].inode { dropName(directory, of: inode, .overwritten) }
            setLive(directory, .implicitDirectory)
            directory = paths.parent(of: directory)
        }
    }

    private mutating func setLive(_ path: PathTable.ID, _ state: NodeState) {
        states[path.index] = state
        guard path != .root, nextSibling[path.index] == Overlay.notListed else { return }
        let parent = paths.parent(of: path)
        nextSibling[path.index] = firstChild[parent.index]
        firstChild[parent.index] = path.rawValue
    }

    /// Drops what only laying layers needs, and what growing took in advance.
    mutating func trim() {
        paths.trim()
        if states.capacity > states.count + states.count / 8 {
            states = states.withUnsafeBufferPointer { [NodeState]($0) }
        }
        firstChild = []
        nextSibling = []
        stack = []
    }

    mutating func setPath(of inode: InodeID, _ path: PathTable.ID) { inodes[inode.index].path = path }

    /// The caller puts something else at `path`, or nothing.
    private mutating func dropName(_ path: PathTable.ID, of id: InodeID, _ fate: Fate) {
        inodes[id.index].names -= 1
        guard inodes[id.index].names == 0 else { return }
        inodes[id.index].path = path
        inodes[id.index].fate = fate
        inodes[id.index].removedIn = layer
    }

    // MARK: Whole directories

    /// Takes away `path` and everything below it.
    private mutating func remove(_ path: PathTable.ID, _ fate: Fate) {
        guard states[path.index].isLive else { return }
        stack.append(path.rawValue)
        removeStacked(fate)
    }

    /// Takes away everything below a directory.
    private mutating func empty(_ directory: PathTable.ID, _ fate: Fate) {
        guard states[directory.index].isDirectory else { return }
        stackChildren(of: directory)
        removeStacked(fate)
    }

    private mutating func removeStacked(_ fate: Fate) {
        while let next = stack.popLast() {
            let path = PathTable.ID(rawValue: next)
            let inode = states[path.index].inode
            states[path.index] = .absent
            if let inode {
                dropName(path, of: inode, fate)
                if remembersWhiteouts { whitedOut.append(Link(inode: inode, path: path)) }
            } else {
                stackChildren(of: path)
            }
        }
    }

    private mutating func stackChildren(of directory: PathTable.ID) {
        var child = firstChild[directory.index]
        firstChild[directory.index] = Overlay.endOfList
        while child != Overlay.endOfList {
            let next = nextSibling[Int(child)]
            nextSibling[Int(child)] = Overlay.notListed
            if states[Int(child)].isLive { stack.append(child) }
            child = next
        }
    }
}
