// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import Packing

extension ImageSnapshot {
    /// The document that a snapshot file holds in compressed form. The same snapshot gives the same bytes.
    public func document() -> [UInt8] {
        var bytes = PackedBytes()
        func add(_ tag: SnapshotDocument.Tag, _ part: PackedBytes) {
            bytes.add(raw: tag.rawValue.utf8)
            bytes.add(part: part)
        }
        var head = PackedBytes()
        head.add(raw: self.head(isPretty: false))
        add(.head, head)
        add(.paths, SnapshotDocument.paths(files.paths))
        add(.rows, SnapshotDocument.rows(files.rows))
        return bytes.bytes
    }
}

extension SnapshotDocument {
    /// For each path how far above the one before its parent is, then the lengths of the names, then the names.
    fileprivate static func paths(_ table: PathTable) -> PackedBytes {
        var ups = PackedBytes()
        var lengths = PackedBytes()
        var names = PackedBytes()
        var previous = PathTable.ID.root
        for index in 1..<max(1, table.count) {
            let path = PathTable.ID(rawValue: Int32(index))
            let parent = table.parent(of: path)
            var up = 0
            while previous != parent {
                previous = table.parent(of: previous)
                up += 1
            }
            previous = path
            ups.add(up)
            table.withName(of: path) { name in
                lengths.add(name.count)
                names.add(raw: name)
            }
        }
        var part = PackedBytes()
        part.add(table.count - 1)
        for column in [ups, lengths, names] { part.add(part: column) }
        return part
    }

    /// Equal values stand together, column by column: that is what compresses.
    fileprivate static func rows(_ rows: [SnapshotFiles.Row]) -> PackedBytes {
        var columns = [PackedBytes](repeating: PackedBytes(), count: 8)
        var hashes = PackedBytes()
        var owners: [UInt64: Int] = [:]
        var ownerTable = PackedBytes()
        var previous: Int32 = 0
        for row in rows {
            columns[0].add(row.path.rawValue - previous)
            previous = row.path.rawValue
            columns[1].add(number(of: row.kind) | number(of: row.fate) << 3 | (row.hash == .none ? 0 : 0x20))
            columns[2].add(row.mode)
            let owner = UInt64(row.uid) << 32 | UInt64(row.gid)
            let known = owners[owner] ?? owners.count
            if known == owners.count {
                owners[owner] = known
                ownerTable.add(row.uid)
                ownerTable.add(row.gid)
            }
            columns[3].add(known)
            columns[4].add(row.layer)
            columns[5].add(row.removedIn + 1)
            columns[6].add(Int64(row.package) + 1)
            columns[7].add(row.size)
            if row.hash != .none {
                hashes.add(fixed: row.hash.high)
                hashes.add(fixed: row.hash.low)
            }
        }
        var part = PackedBytes()
        part.add(rows.count)
        part.add(owners.count)
        part.add(part: ownerTable)
        for column in columns { part.add(part: column) }
        part.add(part: hashes)
        return part
    }
}
