// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
public import Packing

extension ImageSnapshot {
    /// Reads a document that nobody vouches for. Time and memory are linear in it.
    public init(
        document: UnsafeRawBufferPointer, limits: SnapshotLimits = SnapshotLimits()
    ) throws(PackedError) {
        var parts: [SnapshotDocument.Tag: PackedCursor] = [:]
        var cursor = PackedCursor(document)
        while !cursor.isAtEnd {
            let name = String(decoding: try cursor.take(4), as: UTF8.self)
            let part = try cursor.part()
            // A part of a later version is none of ours; of two of ours neither can be trusted.
            guard let tag = SnapshotDocument.Tag(rawValue: name) else { continue }
            guard parts.updateValue(part, forKey: tag) == nil else {
                throw PackedError(.damaged, "is damaged: it has two parts «\(name)»")
            }
        }
        guard var head = parts[.head], let paths = parts[.paths], let rows = parts[.rows] else {
            throw PackedError(.damaged, "is damaged: a part of it is missing")
        }
        var sums: (size: Int64?, live: Int64?, files: Int64?) = (nil, nil, nil)
        try self.init(head: try head.take(head.left), limits: limits, sums: &sums)
        files = try SnapshotDocument.files(
            paths, rows, layers: layers.count, packages: packages.count, limits: limits)
        guard sums == (files.size, files.live, Int64(files.files)) else {
            throw PackedError(.damaged, "is damaged: its sums are not those of its files")
        }
    }
}

extension SnapshotDocument {
    fileprivate static func files(
        _ paths: PackedCursor, _ rows: PackedCursor, layers: Int, packages: Int, limits: SnapshotLimits
    ) throws(PackedError) -> SnapshotFiles {
        var files = SnapshotFiles()
        files.paths = try table(paths, limits)
        files.rows = try self.rows(rows, paths: files.paths.count, layers, packages, limits)
        return files
    }

    private static func table(_ part: PackedCursor, _ limits: SnapshotLimits) throws(PackedError) -> PathTable {
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
            guard up <= UInt64(depth) else { throw PackedError(.damaged, "is damaged: a path leaves the root") }
            for _ in 0..<Int(up) { current = table.parent(of: current) }
            depth += 1 - Int(up)
            let name = try names.take(try lengths.count(atMost: 1 << 16, of: "bytes of one name"))
            guard PathTable.isName(name), table.hasRoom(for: name.count) else {
                throw PackedError(.damaged, "is damaged: a name in it cannot be one")
            }
            let next = PathTable.ID(rawValue: Int32(table.count))
            guard table.intern(name, in: current) == next else {
                throw PackedError(.damaged, "is damaged: it has a path twice")
            }
            current = next
        }
        guard ups.isAtEnd, lengths.isAtEnd, names.isAtEnd else {
            throw PackedError(.damaged, "is damaged: it has more names than paths")
        }
        return table
    }

    private static func rows(
        _ part: PackedCursor, paths: Int, _ layers: Int, _ packages: Int, _ limits: SnapshotLimits
    ) throws(PackedError) -> [SnapshotFiles.Row] {
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
        guard count <= deltas.left else { throw PackedError(.damaged, "is damaged: it ends too early") }
        rows.reserveCapacity(count)
        var path = 0
        var sum: Int64 = 0
        for _ in 0..<count {
            path += try deltas.index(below: paths - path, "path")
            let mark = try kindsAndFates.index(below: 0x40, "kind of file")
            let kind = kinds[mark & 7]
            guard fates.indices.contains(mark >> 3 & 3) else {
                throw PackedError(.damaged, "is damaged: there is no such fate of a file")
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
                throw PackedError(.damaged, "is damaged: a file in it cannot be")
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
