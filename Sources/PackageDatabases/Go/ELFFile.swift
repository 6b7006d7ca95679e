// SPDX-License-Identifier: Apache-2.0

/// Sections and segments of an ELF file in memory (System V ABI, chapter 4): as much as finding a named section
/// needs.
public struct ELFFile {
    public struct Section {
        /// Borrowed from the file.
        public let bytes: UnsafeRawBufferPointer
        /// `SHF_COMPRESSED`: the bytes start with a compression header.
        public let isCompressed: Bool
    }

    private let bytes: UnsafeRawBufferPointer
    private let is64Bit: Bool
    private let isBigEndian: Bool

    /// nil when the bytes are no ELF file.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 52, bytes.bigEndian32(0) == 0x7F45_4C46, bytes[4] == 1 || bytes[4] == 2,
            bytes[5] == 1 || bytes[5] == 2
        else { return nil }
        self.bytes = bytes
        is64Bit = bytes[4] == 2
        isBigEndian = bytes[5] == 2
    }

    /// The section of that name; nil when there is none or it leaves the file.
    public func section(_ name: StaticString) -> Section? {
        guard let table = word(is64Bit ? 0x28 : 0x20), let size = half(is64Bit ? 0x3A : 0x2E),
            let count = half(is64Bit ? 0x3C : 0x30), let names = half(is64Bit ? 0x3E : 0x32),
            Int(size) >= (is64Bit ? 64 : 40), let table = Int(exactly: table), names < count,
            let headers = bytes.piece(table, Int(size) * Int(count)),
            let texts = content(headers, Int(names) * Int(size))?.bytes
        else { return nil }
        let length = name.utf8CodeUnitCount
        for index in 0..<Int(count) {
            guard let start = number32(headers, index * Int(size)),
                let text = texts.piece(Int(start), length + 1), text[length] == 0, text.starts(name)
            else { continue }
            return content(headers, index * Int(size))
        }
        return nil
    }

    /// The file's bytes that a program would find at `address`; nil when no segment of the file holds them all.
    func memory(at address: UInt64, count: Int) -> UnsafeRawBufferPointer? {
        guard let table = word(is64Bit ? 0x20 : 0x1C), let size = half(is64Bit ? 0x36 : 0x2A),
            let entries = half(is64Bit ? 0x38 : 0x2C), let table = Int(exactly: table),
            let headers = bytes.piece(table, Int(size) * Int(entries))
        else { return nil }
        for index in 0..<Int(entries) {
            let base = index * Int(size)
            guard number32(headers, base) == 1, let offset = number(headers, base + (is64Bit ? 8 : 4)),
                let start = number(headers, base + (is64Bit ? 16 : 8)),
                let length = number(headers, base + (is64Bit ? 32 : 16)),
                address >= start, address - start <= length, UInt64(count) <= length - (address - start)
            else { continue }
            let (place, overflow) = offset.addingReportingOverflow(address - start)
            guard !overflow, let place = Int(exactly: place) else { return nil }
            return bytes.piece(place, count)
        }
        return nil
    }

    private func content(_ headers: UnsafeRawBufferPointer, _ base: Int) -> Section? {
        guard let flags = number(headers, base + 8), let offset = number(headers, base + (is64Bit ? 24 : 16)),
            let size = number(headers, base + (is64Bit ? 32 : 20)), let offset = Int(exactly: offset),
            let size = Int(exactly: size), let piece = bytes.piece(offset, size)
        else { return nil }
        return Section(bytes: piece, isCompressed: flags & 0x800 != 0)
    }

    private func half(_ offset: Int) -> UInt16? {
        isBigEndian ? bytes.bigEndian16(offset) : bytes.littleEndian16(offset)
    }

    private func word(_ offset: Int) -> UInt64? { number(bytes, offset) }

    private func number32(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32? {
        isBigEndian ? bytes.bigEndian32(offset) : bytes.littleEndian32(offset)
    }

    /// An address-sized number.
    private func number(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64? {
        guard is64Bit else { return number32(bytes, offset).map { UInt64($0) } }
        return isBigEndian ? bytes.bigEndian64(offset) : bytes.littleEndian64(offset)
    }
}
