// SPDX-License-Identifier: Apache-2.0

/// What the Go linker writes into every binary built with modules: the toolchain and the modules in it
/// (Go's `debug/buildinfo`). The strings are borrowed from the binary.
public struct GoBuildInfo {
    /// For instance `go1.22.4`.
    public let goVersion: UnsafeRawBufferPointer
    /// Lines of `path`, `mod`, `dep`, `=>` and `build`, fields separated by tabs.
    public let modules: UnsafeRawBufferPointer

    /// The fourteen bytes that a build info starts with, at an address that 16 divides.
    public static let magic: [UInt8] = [0xFF] + Array(" Go buildinf:".utf8)

    /// Finds the build info of a whole ELF binary: its `.go.buildinfo` section; nil when there is none or it is
    /// written with pointers (Go before 1.18) that lead outside the file.
    public static func parse(_ elf: UnsafeRawBufferPointer) -> GoBuildInfo? {
        guard let file = ELFFile(elf), let section = file.section(".go.buildinfo") else { return nil }
        if let info = parse(inline: section.bytes) { return info }
        return parse(pointers: section.bytes, in: file)
    }

    /// Reads a build info whose strings follow its header (Go 1.18 and later), from bytes that start with `magic`.
    public static func parse(inline bytes: UnsafeRawBufferPointer) -> GoBuildInfo? {
        guard bytes.count >= 33, bytes.prefix(14).elementsEqual(magic), bytes[15] & 2 != 0 else { return nil }
        var offset = 32
        guard let version = string(bytes, &offset), let modules = string(bytes, &offset) else { return nil }
        return GoBuildInfo(goVersion: version, modules: trimmed(modules))
    }

    private static func parse(pointers bytes: UnsafeRawBufferPointer, in file: ELFFile) -> GoBuildInfo? {
        guard bytes.count >= 32, bytes.prefix(14).elementsEqual(magic), bytes[15] & 2 == 0 else { return nil }
        let width = Int(bytes[14])
        guard width == 4 || width == 8 else { return nil }
        let isBigEndian = bytes[15] & 1 != 0
        let number = { (bytes: UnsafeRawBufferPointer, offset: Int) -> UInt64? in
            switch (width, isBigEndian) {
            case (8, true): bytes.bigEndian64(offset)
            case (8, false): bytes.littleEndian64(offset)
            case (_, true): bytes.bigEndian32(offset).map { UInt64($0) }
            default: bytes.littleEndian32(offset).map { UInt64($0) }
            }
        }
        // A pointer to a string header: pointer to the bytes, length.
        let string = { (offset: Int) -> UnsafeRawBufferPointer? in
            guard let header = number(bytes, offset), let fields = file.memory(at: header, count: width * 2),
                let start = number(fields, 0), let length = number(fields, width), length < 1 << 24
            else { return nil }
            return file.memory(at: start, count: Int(length))
        }
        guard let version = string(16), !version.isEmpty else { return nil }
        return GoBuildInfo(goVersion: version, modules: trimmed(string(16 + width) ?? version.slice(0, 0)))
    }

    /// A length in base 128, little end first, and that many bytes.
    private static func string(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) -> UnsafeRawBufferPointer? {
        var length: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 35, offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            length |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                guard let piece = bytes.piece(offset, Int(length)) else { return nil }
                offset += piece.count
                return piece
            }
            shift += 7
        }
        return nil
    }

    /// The module text stands between two 16-byte sentinels.
    private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard text.count >= 33, text[text.count - 17] == UInt8(ascii: "\n") else { return text.slice(0, 0) }
        return text.slice(16, text.count - 16)
    }
}
