// SPDX-License-Identifier: Apache-2.0

/// The central directory of a zip archive that lies in memory (APPNOTE.TXT §4.3): names, and where contents are,
/// without reading any. Everything in it is checked against the archive's bytes before it is believed.
///
/// Bytes before the archive (a start script in front of a jar) shift all offsets and are allowed for, and so are the
/// 64-bit fields of Zip64 (§4.3.14, §4.5.3). Sizes come from the directory alone, so that data descriptors behind the
/// members do not matter. Encrypted members are passed over.
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
    private static let entryMark: UInt32 = 0x0201_4B50
    private static let locatorSize = 20
    private static let wideEndSize = 56
    /// In place of a number that the 64-bit field beside it has.
    private static let elsewhere: UInt32 = 0xFFFF_FFFF

    /// nil when the bytes do not end as a zip archive does.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= ZipDirectory.endSize else { return nil }
        let lowest = max(0, bytes.count - ZipDirectory.endSize - ZipDirectory.commentLimit)
        var end = bytes.count - ZipDirectory.endSize
        // A comment may hold what looks like an end: before the true one stands a directory.
        while true {
            if let found = ZipDirectory.directory(bytes, endingAt: end) {
                self.bytes = bytes
                directory = UnsafeRawBufferPointer(rebasing: bytes[found.place])
                shift = found.shift
                return
            }
            guard end > lowest else { return nil }
            end -= 1
        }
    }

    /// Whether the last bytes are the end of a zip without a comment: enough to tell a zip behind a start script from
    /// a script.
    static func endsPlainly(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let end = bytes.count - endSize
        return end >= 0 && bytes.little16(end + 20) == 0 && directory(bytes, endingAt: end) != nil
    }

    /// Where the directory lies that the end record at `end` speaks of, and how far all offsets are shifted.
    private static func directory(_ bytes: UnsafeRawBufferPointer, endingAt end: Int) -> (
        place: Range<Int>, shift: Int
    )? {
        guard bytes.little32(end) == 0x0605_4B50, end + endSize + Int(bytes.little16(end + 20)) <= bytes.count else {
            return nil
        }
        if let wide = wideDirectory(bytes, endingAt: end) { return wide }
        let size = Int(bytes.little32(end + 12))
        let offset = bytes.little32(end + 16)
        // Info-ZIP, made to write Zip64 into a pipe, says that a wide end has the offset and writes none.
        return directory(bytes, before: end, size: size, offset: offset == elsewhere ? end - size : Int(offset))
    }

    private static func directory(
        _ bytes: UnsafeRawBufferPointer, before end: Int, size: Int, offset: Int
    ) -> (place: Range<Int>, shift: Int)? {
        guard size <= end, offset >= 0, offset <= end - size else { return nil }
        guard size < 4 || bytes.little32(end - size) == entryMark else { return nil }
        return (end - size..<end, end - size - offset)
    }

    /// The same by the Zip64 end record, which the locator before the other end points to. It is looked for before the
    /// locator too: a start script moves it away from where it says it is.
    private static func wideDirectory(
        _ bytes: UnsafeRawBufferPointer, endingAt end: Int
    ) -> (place: Range<Int>, shift: Int)? {
        let locator = end - locatorSize
        guard locator >= wideEndSize, bytes.little32(locator) == 0x0706_4B50 else { return nil }
        for start in [locator - wideEndSize, bytes.size64(locator + 8)]
        where start <= locator - wideEndSize && bytes.little32(start) == 0x0606_4B50 {
            return directory(
                bytes, before: start, size: bytes.size64(start + 40), offset: bytes.size64(start + 48))
        }
        return nil
    }

    /// Calls `body` with each member that is not encrypted, in the directory's order, until it returns false. Linear
    /// in the directory.
    public func visit(_ body: (Member) throws -> Bool) rethrows {
        try visitAll { member in try member.isEncrypted || body(member) }
    }

    /// As `visit`, encrypted members too.
    func visitAll(_ body: (Member) throws -> Bool) rethrows {
        var place = 0
        while place + ZipDirectory.entrySize <= directory.count, directory.little32(place) == ZipDirectory.entryMark {
            let nameEnd = place + ZipDirectory.entrySize + Int(directory.little16(place + 28))
            let extraEnd = nameEnd + Int(directory.little16(place + 30))
            let next = extraEnd + Int(directory.little16(place + 32))
            guard next <= directory.count else { return }
            var wide = WideNumbers(UnsafeRawBufferPointer(rebasing: directory[nameEnd..<extraEnd]))
            // The order of §4.5.3.
            let size = wide.number(directory.little32(place + 24))
            let compressedSize = wide.number(directory.little32(place + 20))
            let header = wide.number(directory.little32(place + 42)).addingReportingOverflow(shift)
            let member = Member(
                name: UnsafeRawBufferPointer(rebasing: directory[(place + ZipDirectory.entrySize)..<nameEnd]),
                method: directory.little16(place + 10), compressedSize: compressedSize, size: size,
                isEncrypted: directory.little16(place + 8) & 1 != 0, header: header.overflow ? -1 : header.partialValue)
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
        guard header >= 0, header <= bytes.count - 30, bytes.little32(header) == 0x0403_4B50 else { return nil }
        let start = header + 30 + Int(bytes.little16(header + 26)) + Int(bytes.little16(header + 28))
        guard start <= bytes.count, member.compressedSize <= bytes.count - start else { return nil }
        return start..<(start + member.compressedSize)
    }
}

extension ZipDirectory {
    /// The 64-bit numbers of one member, one after the other: only those are there that did not fit.
    private struct WideNumbers {
        private var rest: UnsafeRawBufferPointer

        init(_ extra: UnsafeRawBufferPointer) {
            rest = UnsafeRawBufferPointer(start: nil, count: 0)
            var place = 0
            while place + 4 <= extra.count {
                let end = place + 4 + Int(extra.little16(place + 2))
                guard end <= extra.count else { return }
                if extra.little16(place) == 1 {
                    rest = UnsafeRawBufferPointer(rebasing: extra[(place + 4)..<end])
                    return
                }
                place = end
            }
        }

        /// `short`, or the next number when that is what it says and one is there.
        mutating func number(_ short: UInt32) -> Int {
            guard short == ZipDirectory.elsewhere, rest.count >= 8 else { return Int(short) }
            defer { rest = UnsafeRawBufferPointer(rebasing: rest[8...]) }
            return rest.size64(0)
        }
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

    /// What is larger than anything in memory stays so.
    fileprivate func size64(_ offset: Int) -> Int {
        Int(clamping: UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }
}
