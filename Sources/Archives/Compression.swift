// SPDX-License-Identifier: Apache-2.0

/// How a stream is compressed, as its first bytes say; names and media types are never trusted.
public enum Compression: String, Sendable, CaseIterable {
    case none, gzip, zstd, xz, bzip2, lz4

    /// Decides by magic numbers: RFC 1952, RFC 8878 (frames and skippable frames), the xz file format 1.1,
    /// «BZh1»…«BZh9» with the block magic or the end magic, and the LZ4 frame format.
    public static func sniff(_ bytes: UnsafeRawBufferPointer) -> Compression {
        func starts(_ magic: UInt8...) -> Bool {
            bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
        }
        if starts(0x1F, 0x8B, 8) { return .gzip }
        if starts(0x28, 0xB5, 0x2F, 0xFD) { return .zstd }
        if bytes.count >= 4, bytes[0] & 0xF0 == 0x50, bytes[1] == 0x2A, bytes[2] == 0x4D, bytes[3] == 0x18 {
            return skippableFrame(bytes)
        }
        if starts(0xFD, 0x37, 0x7A, 0x58, 0x5A, 0) { return .xz }
        if starts(0x42, 0x5A, 0x68), bytes.count >= 10, (0x31...0x39).contains(bytes[3]),
            bytes[4] == 0x31 && bytes[5] == 0x41 || bytes[4] == 0x17 && bytes[5] == 0x72
        {
            return .bzip2
        }
        if starts(0x04, 0x22, 0x4D, 0x18) { return .lz4 }
        return .none
    }

    /// zstd and LZ4 share the magic of skippable frames: what follows the frame decides, zstd when it is not there.
    private static func skippableFrame(_ bytes: UnsafeRawBufferPointer) -> Compression {
        guard bytes.count >= 8 else { return .zstd }
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
        guard bytes.count >= 8 + length + 4 else { return .zstd }
        let next = sniff(UnsafeRawBufferPointer(rebasing: bytes[(8 + length)...].prefix(8)))
        return next == .lz4 ? .lz4 : .zstd
    }
}
