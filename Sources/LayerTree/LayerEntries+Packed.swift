// SPDX-License-Identifier: Apache-2.0
public import Packing

/// Entries as bytes, for the files that this program keeps for itself.
extension LayerEntries {
    /// Paths first, each after its parent, then what names them.
    public func pack(into bytes: inout PackedBytes) {
        bytes.add(paths.count - 1)
        var previous: Int32 = 0
        for index in 1..<max(1, paths.count) {
            let id = PathTable.ID(rawValue: Int32(index))
            let parent = paths.parent(of: id).rawValue
            // The members of one directory mostly stand together.
            bytes.add(signed: Int64(parent) - Int64(previous))
            previous = parent
            paths.withName(of: id) { bytes.add(counted: $0) }
        }
        bytes.add(list: strings) { $0.add(counted: $1) }
        for list in [whiteouts, opaques] { bytes.add(list: list) { $0.add($1.rawValue) } }
        bytes.add(entries.count)
        var last: Int32 = 0
        for entry in entries {
            bytes.add(signed: Int64(entry.path.rawValue) - Int64(last))
            last = entry.path.rawValue
            entry.pack(into: &bytes)
        }
    }

    /// Reads what `pack` wrote, from bytes that nobody vouches for. Linear in them.
    public init(packed cursor: inout PackedCursor) throws(PackedError) {
        self.init()
        var parent: Int64 = 0
        for index in 0..<(try cursor.count()) {
            parent = try LayerEntries.moved(parent, by: try cursor.signed(), below: index + 1)
            let name = try cursor.take(try cursor.count())
            guard PathTable.isName(name), paths.hasRoom(for: name.count),
                paths.intern(name, in: PathTable.ID(rawValue: Int32(parent))).index == index + 1
            else { throw PackedError(.damaged, "is damaged: a path in it cannot be one") }
        }
        strings = try cursor.list { (cursor) throws(PackedError) in try cursor.counted() }
        whiteouts = try LayerEntries.ids(&cursor, paths.count)
        opaques = try LayerEntries.ids(&cursor, paths.count)
        let count = try cursor.count()
        entries.reserveCapacity(count)
        var last: Int64 = 0
        for _ in 0..<count {
            last = try LayerEntries.moved(last, by: try cursor.signed(), below: paths.count)
            entries.append(
                try Entry(
                    packed: &cursor, path: PathTable.ID(rawValue: Int32(last)), paths: paths.count,
                    strings: strings.count))
        }
        trim()
    }

    private static func moved(_ number: Int64, by step: Int64, below end: Int) throws(PackedError) -> Int64 {
        let (sum, overflow) = number.addingReportingOverflow(step)
        guard !overflow, sum >= 0, sum < end else { throw PackedError(.damaged, "is damaged: it has no path \(sum)") }
        return sum
    }

    private static func ids(_ cursor: inout PackedCursor, _ paths: Int) throws(PackedError) -> [PathTable.ID] {
        try cursor.list { (cursor) throws(PackedError) in
            PathTable.ID(rawValue: Int32(try cursor.index(below: paths, "path")))
        }
    }
}

extension Entry {
    /// All but the path.
    fileprivate func pack(into bytes: inout PackedBytes) {
        bytes.add(kind.rawValue)
        bytes.add(flags.rawValue)
        bytes.add(mode)
        bytes.add(uid)
        bytes.add(gid)
        bytes.add(signed: size)
        bytes.add(signed: mtime)
        bytes.add(linkTarget.rawValue)
        bytes.add(text + 1)
        bytes.add(hash == .none ? 0 : 1)
        guard hash != .none else { return }
        bytes.add(fixed: hash.high)
        bytes.add(fixed: hash.low)
    }

    fileprivate init(
        packed cursor: inout PackedCursor, path: PathTable.ID, paths: Int, strings: Int
    ) throws(PackedError) {
        let kind = try cursor.value(of: EntryKind.self, "kind of entry")
        let flags = Flags(rawValue: try cursor.number(as: UInt8.self, "mark of an entry"))
        let mode = try cursor.number(as: UInt16.self, "mode")
        let uid = try cursor.number(as: UInt32.self, "user")
        let gid = try cursor.number(as: UInt32.self, "group")
        let size = try cursor.signed()
        let mtime = try cursor.signed()
        let linkTarget = PathTable.ID(rawValue: Int32(try cursor.index(below: paths, "path")))
        let text = Int32(try cursor.index(below: strings + 1, "text")) - 1
        var hash = ContentHash.none
        if try cursor.flag() { hash = ContentHash(high: try cursor.fixed(), low: try cursor.fixed()) }
        self.init(
            path: path, kind: kind, flags: flags, mode: mode, uid: uid, gid: gid, size: size, mtime: mtime,
            linkTarget: linkTarget, text: text, hash: hash)
    }
}
