// SPDX-License-Identifier: Apache-2.0

/// Reads tables of an SQLite 3 file that lies in memory, and nothing else of SQLite: no SQL, no indexes, no
/// write-ahead log (<https://www.sqlite.org/fileformat2.html>). A container's file may be damaged or made to
/// harm, and two kinds of b-tree page are all that rpm's and dnf's rows need.
///
/// Every page is visited at most once and overflow bytes are budgeted, so that reading is linear in the file.
struct SQLiteFile {
    struct Table {
        var root: UInt32
        /// The text of its CREATE TABLE.
        var statement: [UInt8]
    }

    /// One column of one row.
    struct Value {
        var integer: Int64?
        var bytes: UnsafeRawBufferPointer?
        /// A text and no blob.
        var isText = false
    }

    private let bytes: UnsafeRawBufferPointer
    private let pageSize: Int
    /// Page bytes without those that an extension reserved.
    private let usable: Int
    private let pageCount: Int

    init(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        guard bytes.starts("SQLite format 3\0"), let size = bytes.bigEndian16(16), bytes.count >= 100 else {
            throw PackageError(.malformed, "no SQLite header", at: 0)
        }
        pageSize = size == 1 ? 65536 : Int(size)
        usable = pageSize - Int(bytes[20])
        guard pageSize >= 512, pageSize & (pageSize - 1) == 0, usable >= 480 else {
            throw PackageError(.malformed, "page size \(pageSize) with \(bytes[20]) reserved bytes", at: 16)
        }
        guard bytes.bigEndian32(56) ?? 1 <= 1 else {
            throw PackageError(.unsupported, "text in UTF-16", at: 56)
        }
        self.bytes = bytes
        pageCount = bytes.count / pageSize
    }

    /// Looks a table up in the schema; nil when there is none of that name.
    func table(_ name: StaticString) throws(PackageError) -> Table? {
        var found: Table?
        // (type, name, tbl_name, rootpage, sql)
        try forEachRow(root: 1) { _, row in
            guard found == nil, row.count >= 5, let type = row[0].bytes, type.equals("table"),
                let text = row[1].bytes, text.count == name.utf8CodeUnitCount, text.starts(name),
                let root = row[3].integer, let root = UInt32(exactly: root)
            else { return }
            found = Table(root: root, statement: row[4].bytes.map { Array($0) } ?? [])
        }
        return found
    }

    /// Calls `body` with the row id and the columns of every row of the table whose b-tree starts at page `root`, in key order.
    /// The values are borrowed for the call.
    func forEachRow(root: UInt32, _ body: (Int64, [Value]) -> Void) throws(PackageError) {
        var seen = noPages
        try forEachRow(root: root, seen: &seen, body)
    }

    /// What `seen` is to be at first.
    var noPages: [Bool] { [Bool](repeating: false, count: pageCount + 1) }

    /// The same for one of several tables: no page is visited twice for all of them together.
    func forEachRow(
        root: UInt32, seen: inout [Bool], _ body: (Int64, [Value]) -> Void
    ) throws(PackageError) {
        var pending = [root]
        var budget = bytes.count
        var buffer: [UInt8] = []
        var values: [Value] = []
        while let page = pending.popLast() {
            guard page >= 1, Int(page) <= pageCount, !seen[Int(page)] else {
                throw PackageError(.malformed, "b-tree page \(page) is outside the file or visited twice")
            }
            seen[Int(page)] = true
            let base = (Int(page) - 1) * pageSize
            let content = bytes.slice(base, base + usable)
            let header = page == 1 ? 100 : 0
            guard let cells = content.bigEndian16(header + 3) else { continue }
            switch content[header] {
            case 0x05:
                guard let right = content.bigEndian32(header + 8) else { continue }
                var children: [UInt32] = []
                for cell in 0..<Int(cells) {
                    guard let place = content.bigEndian16(header + 12 + cell * 2),
                        let child = content.bigEndian32(Int(place))
                    else { break }
                    children.append(child)
                }
                guard pending.count + children.count <= pageCount else {
                    throw PackageError(.malformed, "more b-tree pages than the file has", at: base)
                }
                pending.append(right)
                pending.append(contentsOf: children.reversed())
            case 0x0D:
                // Cells of a sound page do not overlap: together they take no more than the page.
                var left = usable
                for cell in 0..<Int(cells) {
                    guard let place = content.bigEndian16(header + 8 + cell * 2), Int(place) < content.count else {
                        break
                    }
                    var rowID: Int64 = 0
                    let payload = try self.payload(content, Int(place), &rowID, &left, &budget, &buffer)
                    if let payload {
                        SQLiteFile.columns(payload, into: &values)
                        body(rowID, values)
                    } else {
                        buffer.withUnsafeBytes { bytes in
                            SQLiteFile.columns(bytes, into: &values)
                            body(rowID, values)
                        }
                    }
                }
            default: throw PackageError(.malformed, "page \(page) is no table page", at: base)
            }
        }
    }

    /// The payload of the leaf cell at `place`: in place, or nil when it was gathered from overflow pages
    /// into `buffer`.
    private func payload(
        _ page: UnsafeRawBufferPointer, _ place: Int, _ rowID: inout Int64, _ left: inout Int, _ budget: inout Int,
        _ buffer: inout [UInt8]
    ) throws(PackageError) -> UnsafeRawBufferPointer? {
        var offset = place
        guard let size = SQLiteFile.varint(page, &offset), let key = SQLiteFile.varint(page, &offset),
            size >= 0, size <= Int64(bytes.count)
        else { throw PackageError(.malformed, "a cell is larger than the file") }
        rowID = key
        let total = Int(size)
        let largest = usable - 35
        var local = total
        if total > largest {
            let smallest = (usable - 12) * 32 / 255 - 23
            let fitting = smallest + (total - smallest) % (usable - 4)
            local = fitting <= largest ? fitting : smallest
        }
        left -= local
        guard let start = page.piece(offset, local), left >= 0 else {
            throw PackageError(.malformed, "a cell leaves its page")
        }
        if local == total { return start }
        budget -= total
        guard budget >= 0, var next = page.bigEndian32(offset + local) else {
            throw PackageError(.malformed, "overflow pages are shared")
        }
        buffer.removeAll(keepingCapacity: true)
        buffer.reserveCapacity(total)
        buffer.append(contentsOf: start)
        while buffer.count < total {
            guard next >= 1, Int(next) <= pageCount else {
                throw PackageError(.malformed, "an overflow page is outside the file")
            }
            let base = (Int(next) - 1) * pageSize
            let content = bytes.slice(base, base + usable)
            buffer.append(contentsOf: content.slice(4, 4 + min(usable - 4, total - buffer.count)))
            next = content.bigEndian32(0) ?? 0
        }
        return nil
    }

    /// Splits a record into its columns (§2.1 of the file format); stops where the bytes end.
    private static func columns(_ record: UnsafeRawBufferPointer, into values: inout [Value]) {
        values.removeAll(keepingCapacity: true)
        var header = 0
        guard let headerSize = varint(record, &header), headerSize <= Int64(record.count) else { return }
        var body = Int(headerSize)
        while header < Int(headerSize), values.count < 64, let type = varint(record, &header) {
            let length: Int
            switch type {
            case 0, 8, 9: length = 0
            case 1...4: length = Int(type)
            case 5: length = 6
            case 6, 7: length = 8
            case 12...: length = Int(min((type - 12) / 2, Int64(record.count) + 1))
            default: return
            }
            guard let piece = record.piece(body, length) else { return }
            body += length
            switch type {
            case 0, 7: values.append(Value())
            case 8, 9: values.append(Value(integer: type - 8))
            case 1...6:
                var number: Int64 = piece[0] >= 0x80 ? -1 : 0
                for byte in piece { number = number << 8 | Int64(byte) }
                values.append(Value(integer: number))
            default: values.append(Value(bytes: piece, isText: type & 1 == 1))
            }
        }
    }

    /// A big-endian base-128 number of at most nine bytes.
    private static func varint(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) -> Int64? {
        var value: UInt64 = 0
        for position in 0..<9 {
            guard offset >= 0, offset < bytes.count else { return nil }
            let byte = bytes[offset]
            offset += 1
            if position == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return Int64(bitPattern: value) }
        }
        return nil
    }
}
