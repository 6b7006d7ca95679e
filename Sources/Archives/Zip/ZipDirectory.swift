// SPDX-License-Identifier: Apache-2.0

/// The central directory of a zip archive that lies in memory (APPNOTE.TXT §4.3): names, and where contents are,
/// without reading any. Everything in it is checked against the archive's bytes before it is believed.
///
/// Bytes before the archive (a start script in front of a jar) shift all offsets and are allowed for. Zip64 archives
/// and encrypted members are passed over.
public struct ZipDirectory {
    /// One member, borrowed from the archive's bytes.
    public struct Member {
        public let name: UnsafeRawBufferPointer
        /// 0: stored, 8: deflated.
        let method: UInt16
        let compressedSize: Int
        /// As the directory says; nothing is allocated on its word.
        public let size: Int
        public let isEncrypted: Bool
        let header: Int
    }

    private let bytes: UnsafeRawBufferPointer
    private let directory: UnsafeRawBufferPointer
    private let shift: Int

    private static let endSize = 22
    private static let commentLimit = 65_535
    private static let entrySize = 46

    /// nil when the bytes do not end as a zip archive does.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= ZipDirectory.endSize else { return nil }
        let lowest = max(0, bytes.count - ZipDirectory.endSize - ZipDirectory.commentLimit)
        var end = bytes.count - ZipDirectory.endSize
        // A comment may hold what looks like an end: before the true one stands a directory.
        while !ZipDirectory.isEnd(bytes, at: end) {
            guard end > lowest else { return nil }
            end -= 1
        }
        let size = Int(bytes.little32(end + 12))
        let offset = Int(bytes.little32(end + 16))
        self.bytes = bytes
        shift = end - size - offset
        directory = UnsafeRawBufferPointer(rebasing: bytes[(end - size)..<end])
    }

    private static func isEnd(_ bytes: UnsafeRawBufferPointer, at end: Int) -> Bool {
        guard bytes.little32(end) == 0x0605_4B50, end + endSize + Int(bytes.little16(end + 20)) <= bytes.count else {
            return false
        }
        let size = Int(bytes.little32(end + 12))
        guard size <= end, Int(bytes.little32(end + 16)) <= end - size else { return false }
        return size < 4 || bytes.little32(end - size) == 0x0201_4B50
    }

    /// Calls `body` with each member that is not encrypted, in the directory's order, until it returns false. Linear
    /// in the directory.
    public func visit(_ body: (Member) throws -> Bool) rethrows {
        try visitAll { member in try member.isEncrypted || body(member) }
    }

    /// As `visit`, encrypted members too.
    func visitAll(_ body: (Member) throws -> Bool) rethrows {
        var place = 0
        while place + ZipDirectory.entrySize <= directory.count, directory.little32(place) == 0x0201_4B50 {
            let nameEnd = place + ZipDirectory.entrySize + Int(directory.little16(place + 28))
            let next = nameEnd + Int(directory.little16(place + 30)) + Int(directory.little16(place + 32))
            guard next <= directory.count else { return }
            let member = Member(
                name: UnsafeRawBufferPointer(rebasing: directory[(place + ZipDirectory.entrySize)..<nameEnd]),
                method: directory.little16(place + 10), compressedSize: Int(directory.little32(place + 20)),
                size: Int(directory.little32(place + 24)), isEncrypted: directory.little16(place + 8) & 1 != 0,
                header: Int(directory.little32(place + 42)) + shift)
            if try !body(member) { return }
            place = next
        }
    }

    /// Lends a member's content to `body`; nil when it is damaged, larger than `limit` or packed in a way other than
    /// stored or deflated.
    public func withContent<Result>(
        of member: Member, limit: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result? {
        guard let place = place(of: member) else { return nil }
        let packed = UnsafeRawBufferPointer(rebasing: bytes[place])
        switch member.method {
        case 0: return packed.count <= limit ? try body(packed) : nil
        case 8: return try Inflater.inflate(packed, .none, limit: limit)?.withUnsafeBytes(body)
        default: return nil
        }
    }

    /// Where a member's stored bytes lie in the archive; nil when its own header is not where the directory says.
    func place(of member: Member) -> Range<Int>? {
        let header = member.header
        guard header >= 0, header + 30 <= bytes.count, bytes.little32(header) == 0x0403_4B50 else { return nil }
        let start = header + 30 + Int(bytes.little16(header + 26)) + Int(bytes.little16(header + 28))
        guard start + member.compressedSize <= bytes.count else { return nil }
        return start..<(start + member.compressedSize)
    }
}

extension UnsafeRawBufferPointer {
    /// The caller has checked that the bytes are there.
    fileprivate func little16(_ offset: Int) -> UInt16 {
        UInt16(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    fileprivate func little32(_ offset: Int) -> UInt32 {
        UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
}
