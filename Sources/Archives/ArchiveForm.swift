// SPDX-License-Identifier: Apache-2.0

/// What a file that holds other files is, as its first bytes say; names are never trusted.
public enum ArchiveForm: Sendable, Equatable {
    /// zip and everything that is one: jar, war, wheel, nupkg, Android's apk; with a start script in front too.
    case zip
    /// A package of Debian's, as apt keeps them: two tars in an `ar` archive.
    case debianPackage
    /// A database whose rows hold texts.
    case sqlite
    case tar
    /// A compressed stream: a tar, or one file by itself.
    case compressed(Compression)

    /// Bytes that are enough to tell: a tar says so in the second half of its first header.
    public static let prefix = 512

    private static let sqliteMagic = Array("SQLite format 3\0".utf8)

    /// nil for nearly every file: decided by the first byte, and for tars by a word far into the header.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 22 else { return nil }
        switch bytes[0] {
        // A local header; an empty zip begins with its end and holds nothing to see.
        case 0x50 where bytes[1] == 0x4B && bytes[2] == 3 && bytes[3] == 4: self = .zip
        // Jars and Python's applications that start themselves.
        case 0x23 where bytes[1] == 0x21 && ZipDirectory.endsPlainly(bytes): self = .zip
        case 0x21 where DebianPackage.isOne(bytes): self = .debianPackage
        case 0x53 where bytes.starts(with: ArchiveForm.sqliteMagic): self = .sqlite
        case 0x1F, 0x28, 0xFD, 0x42, 0x04, 0x50...0x5F:
            let compression = Compression.sniff(UnsafeRawBufferPointer(rebasing: bytes.prefix(ArchiveForm.prefix)))
            if compression == .none { fallthrough }
            self = .compressed(compression)
        default:
            guard ArchiveForm.isTar(bytes) else { return nil }
            self = .tar
        }
    }

    /// Whether a file that begins with `head` may be one of them: a zip behind a start script shows only at its end.
    public static func mayBegin(_ head: UnsafeRawBufferPointer) -> Bool {
        ArchiveForm(head) != nil || head.count >= 2 && head[0] == 0x23 && head[1] == 0x21
    }

    /// POSIX and GNU headers: the word `ustar`, and a checksum that fits.
    public static func isTar(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 512, bytes[257] == 0x75, bytes[258] == 0x73, bytes[259] == 0x74, bytes[260] == 0x61,
            bytes[261] == 0x72
        else { return false }
        var sum = 0
        for index in 0..<512 { sum += (148..<156).contains(index) ? 0x20 : Int(bytes[index]) }
        var claimed = 0
        for byte in bytes[148..<156] where (0x30...0x37).contains(byte) { claimed = claimed * 8 + Int(byte - 0x30) }
        return sum == claimed
    }
}
