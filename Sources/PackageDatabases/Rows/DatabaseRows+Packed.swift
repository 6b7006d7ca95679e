// SPDX-License-Identifier: Apache-2.0
public import Packing

/// Rows as bytes, for the files that this program keeps for itself.
extension DatabaseRows {
    public func pack(into bytes: inout PackedBytes) {
        bytes.add(kind.rawValue)
        bytes.add(counted: path)
        bytes.add(counted: text)
        bytes.add(counted: hashes)
        bytes.add(list: files) { $1.pack(into: &$0) }
        bytes.add(list: relations) { bytes, relation in
            bytes.add(relation.kind.rawValue)
            bytes.add(relation.isAlternative ? 1 : 0)
            relation.name.pack(into: &bytes)
        }
        bytes.add(list: packages) { $1.pack(into: &$0) }
        bytes.add(list: diversions) { bytes, diversion in
            for text in [diversion.from, diversion.to, diversion.owner] { text.pack(into: &bytes) }
        }
    }

    /// Reads what `pack` wrote, from bytes that nobody vouches for: every range lies within its arena.
    public init(packed cursor: inout PackedCursor) throws(PackedError) {
        self.init(
            kind: try cursor.value(of: DatabaseKind.self, "kind of package record"), path: try cursor.counted())
        text = try cursor.counted()
        hashes = try cursor.counted()
        let (textCount, hashCount) = (text.count, hashes.count)
        files = try cursor.list { (cursor) throws(PackedError) in
            try FileRow(packed: &cursor, textCount, hashCount)
        }
        relations = try cursor.list { (cursor) throws(PackedError) in
            let kind = try cursor.value(of: RelationRow.Kind.self, "relation")
            let isAlternative = try cursor.flag()
            return RelationRow(
                kind, name: try TextRange(packed: &cursor, textCount), isAlternative: isAlternative)
        }
        let (fileCount, relationCount) = (files.count, relations.count)
        packages = try cursor.list { (cursor) throws(PackedError) in
            try PackageRow(packed: &cursor, textCount, fileCount, relationCount)
        }
        diversions = try cursor.list { (cursor) throws(PackedError) in
            Diversion(
                from: try TextRange(packed: &cursor, textCount), to: try TextRange(packed: &cursor, textCount),
                owner: try TextRange(packed: &cursor, textCount))
        }
    }
}

extension FileRow {
    fileprivate func pack(into bytes: inout PackedBytes) {
        directory.pack(into: &bytes)
        name.pack(into: &bytes)
        bytes.add(flags.rawValue)
        bytes.add(hashKind.rawValue)
        bytes.add(hash)
    }

    fileprivate init(packed cursor: inout PackedCursor, _ text: Int, _ hashes: Int) throws(PackedError) {
        self.init(
            directory: try TextRange(packed: &cursor, text), name: try TextRange(packed: &cursor, text),
            flags: Flags(rawValue: try cursor.number(as: UInt8.self, "mark of a file")))
        let number = try cursor.number(as: UInt8.self, "kind of hash")
        hash = try cursor.number(as: UInt32.self, "hash")
        guard let kind = HashKind(rawValue: number), kind == .none || Int(hash) + kind.count <= hashes else {
            throw PackedError(.damaged, "is damaged: a hash in it is not there")
        }
        hashKind = kind
    }
}

extension PackageRow {
    fileprivate func pack(into bytes: inout PackedBytes) {
        bytes.add(counted: ecosystem.rawValue.utf8)
        bytes.add(flags.rawValue)
        for text in [name, version, architecture, source, root] { text.pack(into: &bytes) }
        bytes.add(signed: installedSize)
        for range in [files, relations] {
            bytes.add(range.lowerBound)
            bytes.add(range.count)
        }
    }

    fileprivate init(
        packed cursor: inout PackedCursor, _ text: Int, _ fileCount: Int, _ relationCount: Int
    ) throws(PackedError) {
        let ecosystem = try cursor.value(of: Ecosystem.self, "ecosystem")
        self.init(ecosystem, Flags(rawValue: try cursor.number(as: UInt16.self, "mark of a package")))
        name = try TextRange(packed: &cursor, text)
        version = try TextRange(packed: &cursor, text)
        architecture = try TextRange(packed: &cursor, text)
        source = try TextRange(packed: &cursor, text)
        root = try TextRange(packed: &cursor, text)
        installedSize = try cursor.signed()
        files = try PackageRow.range(&cursor, fileCount)
        relations = try PackageRow.range(&cursor, relationCount)
    }

    private static func range(_ cursor: inout PackedCursor, _ end: Int) throws(PackedError) -> Range<Int32> {
        let start = try cursor.index(below: end + 1, "row")
        let count = try cursor.index(below: end - start + 1, "row")
        guard let lower = Int32(exactly: start), let upper = Int32(exactly: start + count) else {
            throw PackedError(.damaged, "is damaged: it has too many rows")
        }
        return lower..<upper
    }
}

extension TextRange {
    fileprivate func pack(into bytes: inout PackedBytes) {
        bytes.add(start)
        bytes.add(count)
    }

    /// A range within an arena of `size` bytes.
    fileprivate init(packed cursor: inout PackedCursor, _ size: Int) throws(PackedError) {
        let start = try cursor.number(as: UInt32.self, "text")
        let count = try cursor.number(as: UInt32.self, "text")
        guard UInt64(start) + UInt64(count) <= UInt64(size) else {
            throw PackedError(.damaged, "is damaged: a text in it is not there")
        }
        self.init(start: start, count: count)
    }
}
