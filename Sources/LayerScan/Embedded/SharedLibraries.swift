// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// The shared libraries that an ELF file asks the loader for: its DT_NEEDED entries (System V ABI, chapter 5).
///
/// The same whether the file lies together or streams by in pieces: names are looked for in the first piece's bytes,
/// where linkers put them, and the list of them wherever the program header says.
struct SharedLibraries {
    private struct Segment {
        var address: UInt64
        var offset: UInt64
        var size: UInt64
    }

    /// Longer lists are no linker's. Not more than what a piece shows beyond its end.
    static let sectionLimit = Int64(Shard.contextAfter)
    private static let headersLimit = 128
    private static let namesLimit = 256
    private static let nameLimit = 255
    /// Of all names of one file: names may lie over one another in it.
    private static let namesBytes = 16 << 10

    /// Where the dynamic section lies in the file.
    let section: Range<Int64>
    private let segments: [Segment]
    private let is64Bit: Bool
    private let isBigEndian: Bool

    /// nil when `head`, a file's first bytes, begins no ELF file that is linked dynamically.
    init?(head: UnsafeRawBufferPointer) {
        guard head.count >= 64, head[0] == 0x7F, head[1] == 0x45, head[2] == 0x4C, head[3] == 0x46,
            head[4] == 1 || head[4] == 2, head[5] == 1 || head[5] == 2
        else { return nil }
        is64Bit = head[4] == 2
        isBigEndian = head[5] == 2
        let numbers = Numbers(bytes: head, isBigEndian: isBigEndian, is64Bit: is64Bit)
        guard let table = numbers.word(is64Bit ? 0x20 : 0x1C), let size = numbers.half(is64Bit ? 0x36 : 0x2A),
            let count = numbers.half(is64Bit ? 0x38 : 0x2C), let table = Int(exactly: table), table < head.count,
            count <= SharedLibraries.headersLimit, size >= (is64Bit ? 56 : 32)
        else { return nil }
        var segments: [Segment] = []
        var section: Range<Int64>?
        for index in 0..<Int(count) {
            let start = table + index * Int(size)
            guard let type = numbers.number32(start), let offset = numbers.word(start + (is64Bit ? 8 : 4)),
                let address = numbers.word(start + (is64Bit ? 16 : 8)),
                let length = numbers.word(start + (is64Bit ? 32 : 16))
            else { return nil }
            if type == 1 { segments.append(Segment(address: address, offset: offset, size: length)) }
            if type == 2, let offset = Int64(exactly: offset), let length = Int64(exactly: length),
                length <= SharedLibraries.sectionLimit, offset <= Int64.max - length
            {
                section = offset..<offset + length
            }
        }
        guard let section, !section.isEmpty else { return nil }
        self.section = section
        self.segments = segments
    }

    /// The names in the list, in its order; empty when they are not where they should be.
    ///
    /// - Parameters:
    ///   - dynamic: the file's bytes of `section`.
    ///   - head: the file's first bytes, at most a piece's.
    func names(_ dynamic: UnsafeRawBufferPointer, head: UnsafeRawBufferPointer) -> [[UInt8]] {
        let head = UnsafeRawBufferPointer(rebasing: head.prefix(Shard.pieceSize))
        let numbers = Numbers(bytes: dynamic, isBigEndian: isBigEndian, is64Bit: is64Bit)
        let width = is64Bit ? 8 : 4
        var texts: UInt64?
        var needed: [UInt64] = []
        var place = 0
        while let tag = numbers.word(place), let value = numbers.word(place + width), tag != 0 {
            if tag == 1, needed.count < SharedLibraries.namesLimit { needed.append(value) }
            if tag == 5 { texts = value }
            place += width * 2
        }
        guard let texts, let segment = segments.first(where: { texts >= $0.address && texts - $0.address < $0.size })
        else { return [] }
        let (start, overflow) = segment.offset.addingReportingOverflow(texts - segment.address)
        guard !overflow, let start = Int(exactly: start), start < head.count else { return [] }
        var room = SharedLibraries.namesBytes
        return needed.compactMap { offset in
            guard offset < UInt64(head.count - start) else { return nil }
            let text = head[(start + Int(offset))...].prefix(SharedLibraries.nameLimit + 1)
            guard let end = text.firstIndex(of: 0), end > text.startIndex else { return nil }
            room -= end - text.startIndex
            return room < 0 ? nil : Array(text[..<end])
        }
    }

    /// Reads a file that lies together.
    static func names(in bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
        guard let libraries = SharedLibraries(head: bytes), libraries.section.upperBound <= Int64(bytes.count) else {
            return []
        }
        let section = Int(libraries.section.lowerBound)..<Int(libraries.section.upperBound)
        return libraries.names(UnsafeRawBufferPointer(rebasing: bytes[section]), head: bytes)
    }

    /// Numbers of either width and order; nil beyond the end.
    private struct Numbers {
        let bytes: UnsafeRawBufferPointer
        let isBigEndian: Bool
        let is64Bit: Bool

        func half(_ offset: Int) -> UInt16? {
            guard offset >= 0, offset <= bytes.count - 2 else { return nil }
            let number = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
            return isBigEndian ? UInt16(bigEndian: number) : UInt16(littleEndian: number)
        }

        func number32(_ offset: Int) -> UInt32? {
            guard offset >= 0, offset <= bytes.count - 4 else { return nil }
            let number = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return isBigEndian ? UInt32(bigEndian: number) : UInt32(littleEndian: number)
        }

        func word(_ offset: Int) -> UInt64? {
            guard is64Bit else { return number32(offset).map { UInt64($0) } }
            guard offset >= 0, offset <= bytes.count - 8 else { return nil }
            let number = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return isBigEndian ? UInt64(bigEndian: number) : UInt64(littleEndian: number)
        }
    }
}
