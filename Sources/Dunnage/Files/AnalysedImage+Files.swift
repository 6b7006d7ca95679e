// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases
public import Reports
internal import Sizing

extension AnalysedImage {
    /// The files that were asked for. Linear in the image's paths, and a sort of what is shown.
    public func files(_ query: FileQuery) -> FileListing {
        var listing = FileListing(
            reference: image.references.first, platform: image.platform.map { "\($0)" }, view: query.view)
        let chosen = chosen(query)
        for copy in chosen where kind(copy.index) == .file {
            listing.files += 1
            // A part of the tree's checked sum.
            listing.bytes += size(copy.index)
        }
        switch query.view {
        case .flat: addFlat(chosen, query, to: &listing)
        case .tree: addTree(chosen, query, to: &listing)
        }
        return listing
    }

    /// A copy that a query wants, and the name to show it under.
    private struct Chosen {
        /// Of the inode.
        var index: Int
        var path: PathTable.ID
    }

    private func chosen(_ query: FileQuery) -> [Chosen] {
        tree.inodes.indices.compactMap { index in
            let inode = tree.inodes[index]
            if let layer = query.layer, Int(inode.layer) != layer { return nil }
            if query.deadOnly ? inode.isLive : (query.layer == nil && !inode.isLive) { return nil }
            if query.changedOnly, isChanged(InodeID(rawValue: Int32(index))) != true { return nil }
            guard let glob = query.glob else { return Chosen(index: index, path: inode.path) }
            // Of several names the first that was asked for.
            let names = inode.names <= 1 ? [inode.path] : tree.names(of: InodeID(rawValue: Int32(index)))
            return names.first { glob.matches(tree.paths.bytes(of: $0)) }.map { Chosen(index: index, path: $0) }
        }
    }

    private func entry(_ index: Int) -> Entry { tree.entry(of: InodeID(rawValue: Int32(index))) }
    private func kind(_ index: Int) -> EntryKind { entry(index).kind }
    private func size(_ index: Int) -> Int64 { kind(index) == .file ? entry(index).size : 0 }

    private func addFlat(_ chosen: [Chosen], _ query: FileQuery, to listing: inout FileListing) {
        var order: [(size: Int64, copy: Chosen, path: [UInt8])] = []
        if query.order == .size {
            order = chosen.map { (size($0.index), $0, []) }
            order.sort { ($1.size, $0.copy.index) < ($0.size, $1.copy.index) }
        } else {
            order = chosen.map { (0, $0, tree.paths.bytes(of: $0.path)) }
            order.sort { AnalysedImage.precedes($0.path, $1.path, $0.copy.index, $1.copy.index) }
        }
        let shown = order.prefix(query.top ?? .max)
        listing.rows = shown.map { row($0.copy.index, $0.copy.path) }
        listing.omitted = order.count - shown.count
        guard query.order == .size else { return }
        // Among equals the path decides, as far as they are shown.
        listing.rows.sort { $0.bytes == $1.bytes ? $0.path.lexicographicallyPrecedes($1.path) : $0.bytes > $1.bytes }
    }

    private static func precedes(_ left: [UInt8], _ right: [UInt8], _ first: Int, _ second: Int) -> Bool {
        left == right ? first < second : left.lexicographicallyPrecedes(right)
    }

    private func row(_ index: Int, _ path: PathTable.ID) -> FileListing.Row {
        let inode = tree.inodes[index]
        let entry = entry(index)
        let owner = inode.isLive ? packages.owner(of: path) : nil
        let others = inode.names > 1 ? tree.names(of: InodeID(rawValue: Int32(index))).filter { $0 != path } : []
        return FileListing.Row(
            path: tree.paths.bytes(of: path), depth: depth(of: path),
            kind: FileKind(entry.kind),
            bytes: entry.kind == .file ? entry.size : 0, files: entry.kind == .file ? 1 : 0, mode: entry.mode,
            uid: entry.uid, gid: entry.gid, layer: Int(inode.layer), state: FindingState(inode.fate),
            removedIn: inode.isLive ? nil : Int(inode.removedIn), package: owner.map { packages.packages[$0].name },
            changed: isChanged(InodeID(rawValue: Int32(index))),
            target: tree.symlinkText(of: InodeID(rawValue: Int32(index))),
            otherNames: others.map { tree.paths.bytes(of: $0) })
    }

    private func depth(of path: PathTable.ID) -> Int {
        var depth = 0
        var current = path
        while current != .root {
            depth += 1
            current = tree.paths.parent(of: current)
        }
        return depth
    }
}

extension FindingState {
    init(_ fate: Fate) {
        switch fate {
        case .live: self = .live
        case .overwritten: self = .overwritten
        case .deleted: self = .deleted
        }
    }
}

// MARK: - Tree

extension AnalysedImage {
    /// Sums by path, then the directories from the root down.
    private func addTree(_ chosen: [Chosen], _ query: FileQuery, to listing: inout FileListing) {
        let count = tree.paths.count
        var bytes = [Int64](repeating: 0, count: count)
        var files = [Int64](repeating: 0, count: count)
        var isWanted = [Bool](repeating: false, count: count)
        isWanted[0] = true
        for copy in chosen {
            let path = copy.path.index
            isWanted[path] = true
            bytes[path] += size(copy.index)
            if kind(copy.index) == .file { files[path] += 1 }
        }
        // Copies at one path, as lists: dead ones may share it, and a directory may stand in their place.
        var copies = [Int32](repeating: -1, count: count)
        var nextCopy = [Int32](repeating: -1, count: tree.inodes.count)
        for copy in chosen.reversed() {
            nextCopy[copy.index] = copies[copy.path.index]
            copies[copy.path.index] = Int32(copy.index)
        }
        var firstChild = [Int32](repeating: 0, count: count)
        var nextSibling = [Int32](repeating: 0, count: count)
        for path in stride(from: count - 1, to: 0, by: -1) where isWanted[path] {
            let parent = tree.paths.parent(of: PathTable.ID(rawValue: Int32(path))).index
            isWanted[parent] = true
            bytes[parent] += bytes[path]
            files[parent] += files[path]
            nextSibling[path] = firstChild[parent]
            firstChild[parent] = Int32(path)
        }
        var pending: [(path: Int32, depth: Int)] = [(0, 0)]
        while let (path, depth) = pending.popLast() {
            let index = Int(path)
            let isDirectory = firstChild[index] != 0 || path == 0
            if isDirectory {
                listing.rows.append(directory(path, depth, bytes[index], files[index]))
            }
            var copy = copies[index]
            while copy >= 0 {
                listing.rows.append(row(Int(copy), PathTable.ID(rawValue: path)))
                copy = nextCopy[Int(copy)]
            }
            guard isDirectory, depth < query.depth ?? .max else { continue }
            var children: [Int32] = []
            var child = firstChild[index]
            while child != 0 {
                children.append(child)
                child = nextSibling[Int(child)]
            }
            children.sort { left, right in
                if query.order == .size, bytes[Int(left)] != bytes[Int(right)] {
                    return bytes[Int(left)] > bytes[Int(right)]
                }
                return tree.paths.namePrecedes(PathTable.ID(rawValue: left), PathTable.ID(rawValue: right))
            }
            let shown = children.prefix(query.top ?? .max)
            listing.omitted += children.count - shown.count
            pending += shown.reversed().map { ($0, depth + 1) }
        }
    }

    private func directory(_ path: Int32, _ depth: Int, _ bytes: Int64, _ files: Int64) -> FileListing.Row {
        let id = PathTable.ID(rawValue: path)
        let entry = tree.directoryEntry(at: id)
        return FileListing.Row(
            path: tree.paths.bytes(of: id), depth: depth, kind: .directory, bytes: bytes, files: files,
            mode: entry?.mode, uid: entry?.uid, gid: entry?.gid)
    }
}
