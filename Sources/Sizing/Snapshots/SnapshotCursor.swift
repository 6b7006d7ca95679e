// SPDX-License-Identifier: Apache-2.0

/// Reads what `SnapshotBytes` wrote, from bytes that nobody vouches for: every step is checked.
struct SnapshotCursor {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }
    var left: Int { bytes.count - offset }

    mutating func number() throws(SnapshotError) -> UInt64 {
        // Most numbers are one byte.
        if offset < bytes.count, bytes[offset] < 0x80 {
            offset += 1
            return UInt64(bytes[offset - 1])
        }
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            let part = UInt64(byte & 0x7F)
            guard shift < 63 || shift == 63 && part <= 1 else { break }
            result |= part << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        throw SnapshotError(.damaged, "is damaged: a number has no end")
    }

    /// A number that counts something of which there are at most `limit`.
    mutating func count(atMost limit: Int, of what: String) throws(SnapshotError) -> Int {
        let number = try number()
        guard number <= UInt64(limit) else {
            throw SnapshotError(.limit, "claims \(number) \(what); more than \(limit) are not read")
        }
        return Int(number)
    }

    /// A number below `end`.
    mutating func index(below end: Int, _ what: String) throws(SnapshotError) -> Int {
        let number = try number()
        guard number < UInt64(end) else { throw SnapshotError(.damaged, "is damaged: there is no \(what) \(number)") }
        return Int(number)
    }

    mutating func fixed() throws(SnapshotError) -> UInt64 {
        guard left >= 8 else { throw SnapshotError(.damaged, "is damaged: it ends too early") }
        defer { offset += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    mutating func take(_ count: Int) throws(SnapshotError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= left else { throw SnapshotError(.damaged, "is damaged: it ends too early") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// A part of the length that stands before it.
    mutating func part() throws(SnapshotError) -> SnapshotCursor {
        let length = try number()
        guard length <= UInt64(left) else { throw SnapshotError(.damaged, "is damaged: it ends too early") }
        return SnapshotCursor(try take(Int(length)))
    }
}
