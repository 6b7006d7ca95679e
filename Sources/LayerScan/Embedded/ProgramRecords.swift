// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import PackageDatabases

/// What compilers write into programs about the packages in them: Go's build info, and the list of cargo-auditable.
enum ProgramRecords {
    private static let inflatedLimit = 16 << 20

    static func isProgram(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count > 52 && bytes[0] == 0x7F && bytes[1] == 0x45 && bytes[2] == 0x4C && bytes[3] == 0x46
    }

    /// Reads a whole ELF file through its sections.
    static func read(_ bytes: UnsafeRawBufferPointer, path: [UInt8]) -> [DatabaseRows] {
        guard let file = ELFFile(bytes) else { return [] }
        var rows: [DatabaseRows] = []
        if GoBuildInfo.parse(bytes) != nil, let go = try? DatabaseRows.parse(.goBuildInfo, path: path, bytes: bytes) {
            rows.append(go)
        }
        if let section = file.section(".dep-v0"),
            let json = Inflater.inflate(section.bytes, .zlib, limit: inflatedLimit),
            let cargo = json.withUnsafeBytes({ try? DatabaseRows.parse(.cargoAuditable, path: path, bytes: $0) })
        {
            rows.append(cargo)
        }
        return rows
    }

    /// Finds Go's build info in a piece of a program too large to lie together: the linker puts it at an address that
    /// 16 divides, with its texts behind it. One that is longer than what a piece shows beyond its end is not read.
    ///
    /// - Parameters:
    ///   - base: where `bytes` begins in the file.
    ///   - own: the part of `bytes` in which it has to begin.
    static func readPiece(_ bytes: UnsafeRawBufferPointer, base: Int64, own: Range<Int>, path: [UInt8])
        -> [DatabaseRows]
    {
        let magic = GoBuildInfo.magic
        let word = magic.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        var place = own.lowerBound + Int((16 - (base + Int64(own.lowerBound)) % 16) % 16)
        while place < own.upperBound, place + 32 <= bytes.count {
            if bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) == word,
                bytes[place...].starts(with: magic)
            {
                let info = UnsafeRawBufferPointer(rebasing: bytes[place...])
                // A program that reads build infos holds the magic as a text too; nothing sensible follows that one.
                if let rows = try? DatabaseRows.parse(.goBuildInfo, path: path, bytes: info), rows.packages.count > 1 {
                    return [rows]
                }
            }
            place += 16
        }
        return []
    }
}
