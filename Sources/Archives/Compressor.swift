// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// Compresses what this program writes itself.
public enum Compressor {
    /// One zstd frame. The same bytes and the same library give the same frame on every machine.
    ///
    /// - Parameter level: 1 to 19; beyond 9 little is won and much is waited for.
    public static func zstd(_ bytes: [UInt8], level: Int = 9) throws(ArchiveError) -> [UInt8] {
        guard let archive = archive_write_new() else {
            throw ArchiveError(.system, "no memory is left for compressing")
        }
        defer { archive_write_free(archive) }
        func check(_ status: Int32) throws(ArchiveError) {
            // A warning means that libarchive would start an external program: never.
            guard status == ARCHIVE_OK else { throw ArchiveError.libarchive(archive, nil, offset: nil) }
        }
        try check(archive_write_set_format_raw(archive))
        try check(archive_write_add_filter_zstd(archive))
        try check(archive_write_set_filter_option(archive, "zstd", "compression-level", String(level)))
        try check(archive_write_set_bytes_in_last_block(archive, 1))
        // zstd's own bound for input that does not compress, and room for libarchive's blocks.
        let capacity = bytes.count + bytes.count / 128 + (64 << 10)
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        defer { output.deallocate() }
        var used = 0
        try check(archive_write_open_memory(archive, output.baseAddress, capacity, &used))
        guard let entry = archive_entry_new() else { throw ArchiveError(.system, "no memory is left for compressing") }
        defer { archive_entry_free(entry) }
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_pathname(entry, "data")
        try check(archive_write_header(archive, entry))
        let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw ArchiveError.libarchive(archive, nil, offset: nil) }
        try check(archive_write_close(archive))
        return Array(output[..<used])
    }

    /// What `zstd` made, decoded again; also any other zstd stream, up to `limit` bytes.
    public static func decodedZstd(_ bytes: Chunk, limit: Int) throws(ArchiveError) -> [UInt8] {
        var limits = ReadingLimits()
        limits.layerBytes = Int64(limit)
        let source = try Decoder.source(MapSource(bytes), .zstd, limits: limits)
        var result: [UInt8] = []
        while let chunk = try source.next() { chunk.withBytes { result.append(contentsOf: $0) } }
        return result
    }
}
