// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

extension ImageSnapshot {
    /// Reads a document that nobody vouches for. Time and memory are linear in it.
    public init(
        document: UnsafeRawBufferPointer, limits: SnapshotLimits = SnapshotLimits()
    ) throws(SnapshotError) {
        var parts: [SnapshotDocument.Tag: SnapshotCursor] = [:]
        var cursor = SnapshotCursor(document)
        while !cursor.isAtEnd {
            let name = String(decoding: try cursor.take(4), as: UTF8.self)
            let part = try cursor.part()
            // A part of a later version is none of ours; of two of ours neither can be trusted.
            guard let tag = SnapshotDocument.Tag(rawValue: name) else { continue }
            guard parts.updateValue(part, forKey: tag) == nil else {
                throw SnapshotError(.damaged, "is damaged: it has two parts «\(name)»")
            }
        }
        guard var head = parts[.head], let paths = parts[.paths], let rows = parts[.rows] else {
            throw SnapshotError(.damaged, "is damaged: a part of it is missing")
        }
        var sums: (size: Int64?, live: Int64?, files: Int64?) = (nil, nil, nil)
        try self.init(head: try head.take(head.left), limits: limits, sums: &sums)
        files = try SnapshotDocument.files(
            paths, rows, layers: layers.count, packages: packages.count, limits: limits)
        guard sums == (files.size, files.live, Int64(files.files)) else {
            throw SnapshotError(.damaged, "is damaged: its sums are not those of its files")
        }
    }
}

extension SnapshotDocument {
    fileprivate static func files(
        _ paths: SnapshotCursor, _ rows: SnapshotCursor, layers: Int, packages: Int, limits: SnapshotLimits
    ) throws(SnapshotError) -> SnapshotFiles {
        var files = SnapshotFiles()
        files.paths = try table(paths, limits)
        files.rows = try self.rows(rows, paths: files.paths.count, layers, packages, limits)
        return files
    }

    private static func table(_ part: SnapshotCursor, _ limits: SnapshotLimits) throws(SnapshotError) -> PathTable {
        var part = part
        let count = try part.count(atMost: limits.paths, of: "paths")
        var ups = try part.part()
        var lengths = try part.part()
        var names = try part.part()
        var table = PathTable()
        var current = PathTable.ID.root
        var depth = 0
        for _ in 0..<count {
            let up = try ups.number()
            guard up <= UInt64(depth) else { throw SnapshotError(.damaged, "is damaged: a path leaves the root") }
            for _ in 0..<Int(up) { current = table.parent(of: current) }
            depth += 1 - Int(up)
            let name = try names.take(try lengths.count(atMost: 1 << 16, of: "bytes of one name"))
            guard isName(name), table.hasRoom(for: name.count) else {
                throw SnapshotError(.damaged, "is damaged: a name in it cannot be one")
            }
            let next = PathTable.ID(rawValue: Int32(table.count))
            guard table.intern(name, in: current) == next else {
                throw SnapshotError(.damaged, "is damaged: it has a path twice")
            }
            current = next
        }
        guard ups.isAtEnd, lengths.isAtEnd, names.isAtEnd else {
            throw SnapshotError(.damaged, "is damaged: it has more names than paths")
        }
        return table
    }

    private static func isName(_ name: UnsafeRawBufferPointer) -> Bool {
        if name.isEmpty || name.contains(UInt8(ascii: "/")) { return false }
        return !(name.count < 3 && name.allSatisfy { $0 == UInt8(ascii: ".") })
    }

    private static func rows(
        _ part: SnapshotCursor, paths: Int, _ layers: Int, _ packages: Int, _ limits: SnapshotLimits
    ) throws(SnapshotError) -> [SnapshotFiles.Row] {
        var part = part
        let count = try part.count(atMost: limits.rows, of: "files")
        let ownerCount = try part.count(atMost: limits.rows, of: "owners")
        var ownerTable = try part.part()
        var owners: [(uid: UInt32, gid: UInt32)] = []
        for _ in 0..<ownerCount {
            let uid = try ownerTable.index(below: 1 << 32, "user")
            let gid = try ownerTable.index(below: 1 << 32, "group")
            owners.append((UInt32(uid), UInt32(gid)))
        }
        var deltas = try part.part()
        var kindsAndFates = try part.part()
        var modes = try part.part()
        var ownerNumbers = try part.part()
        var layerNumbers = try part.part()
        var removals = try part.part()
        var packageNumbers = try part.part()
        var sizes = try part.part()
        var hashes = try part.part()
        var rows: [SnapshotFiles.Row] = []
        // A row takes a byte in each of eight columns.
        guard count <= deltas.left else { throw SnapshotError(.damaged, "is damaged: it ends too early") }
        rows.reserveCapacity(count)
        var path = 0
        var sum: Int64 = 0
        for _ in 0..<count {
            path += try deltas.index(below: paths - path, "path")
            let mark = try kindsAndFates.index(below: 0x40, "kind of file")
            let kind = kinds[mark & 7]
            guard fates.indices.contains(mark >> 3 & 3) else {
                throw SnapshotError(.damaged, "is damaged: there is no such fate of a file")
            }
            let fate = fates[mark >> 3 & 3]
            let mode = try modes.index(below: 1 << 16, "mode")
            let owner = owners[try ownerNumbers.index(below: owners.count, "owner")]
            let layer = try layerNumbers.index(below: layers, "layer")
            let removedIn = try removals.index(below: layers + 1, "layer") - 1
            let package = try packageNumbers.index(below: packages + 1, "package") - 1
            let size = Int64(try sizes.index(below: .max, "size"))
            let (total, overflow) = sum.addingReportingOverflow(size)
            guard !overflow, kind == .file || size == 0, (fate == .live) == (removedIn < 0) else {
                throw SnapshotError(.damaged, "is damaged: a file in it cannot be")
            }
            sum = total
            var hash = ContentHash.none
            if mark & 0x20 != 0 { hash = ContentHash(high: try hashes.fixed(), low: try hashes.fixed()) }
            rows.append(
                SnapshotFiles.Row(
                    path: PathTable.ID(rawValue: Int32(path)), kind: kind, fate: fate, mode: UInt16(mode),
                    uid: owner.uid, gid: owner.gid, layer: Int32(layer), removedIn: Int32(removedIn),
                    package: Int32(package), size: size, hash: hash))
        }
        return rows
    }
}
