// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// How bytes are compressed, by libarchive's write filters; the same input gives the same output.
public enum Codec: String, Sendable, CaseIterable {
    case plain, gzip, zstd, xz, bzip2, lz4

    /// The file extension of a tar in this codec, as crane names layers.
    public var tarExtension: String {
        switch self {
        case .plain: ".tar"
        case .gzip: ".tar.gz"
        case .zstd: ".tar.zst"
        case .xz: ".tar.xz"
        case .bzip2: ".tar.bz2"
        case .lz4: ".tar.lz4"
        }
    }

    /// The OCI layer media type; xz, bzip2 and lz4 have none and pass for plain, as a lying writer would say.
    public var layerMediaType: String {
        let base = "application/vnd.oci.image.layer.v1.tar"
        return switch self {
        case .gzip: base + "+gzip"
        case .zstd: base + "+zstd"
        default: base
        }
    }

    /// The compressed bytes; traps when libarchive lacks the codec, which Debian's has all of.
    public func compress(_ bytes: [UInt8]) -> [UInt8] {
        if self == .plain { return bytes }
        // libarchive 3.6's lz4 filter dereferences nil when it is closed without data.
        if self == .lz4, bytes.isEmpty { return Codec.emptyLZ4Frame }
        guard let archive = archive_write_new() else { preconditionFailure("no memory for a compressor") }
        defer { archive_write_free(archive) }
        require(archive_write_set_format_raw(archive), archive)
        switch self {
        case .plain: break
        case .gzip:
            require(archive_write_add_filter_gzip(archive), archive)
            // Without a time stamp, so that digests are the same in every run.
            require(archive_write_set_filter_option(archive, "gzip", "timestamp", nil), archive)
        case .zstd: require(archive_write_add_filter_zstd(archive), archive)
        case .xz: require(archive_write_add_filter_xz(archive), archive)
        case .bzip2: require(archive_write_add_filter_bzip2(archive), archive)
        case .lz4: require(archive_write_add_filter_lz4(archive), archive)
        }
        require(archive_write_set_bytes_in_last_block(archive, 1), archive)
        var used = 0
        // The level of growth no codec exceeds on incompressible input, with room for its frame.
        let output = [UInt8](unsafeUninitializedCapacity: bytes.count + bytes.count / 8 + (256 << 10)) {
            buffer, count in
            require(archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used), archive)
            guard let entry = archive_entry_new() else { preconditionFailure("no memory for an entry") }
            defer { archive_entry_free(entry) }
            archive_entry_set_filetype(entry, UInt32(0o100000))
            archive_entry_set_pathname(entry, "data")
            require(archive_write_header(archive, entry), archive)
            let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
            precondition(written == bytes.count, "libarchive took \(written) of \(bytes.count) bytes")
            require(archive_write_close(archive), archive)
            count = used
        }
        return output
    }

    /// Gzip as eStargz writes it: one member after another.
    public static func gzipMembers(_ bytes: [UInt8], every size: Int) -> [UInt8] {
        stride(from: 0, to: max(bytes.count, 1), by: size).flatMap { start in
            Codec.gzip.compress(Array(bytes[start..<min(start + size, bytes.count)]))
        }
    }

    /// Zstandard as zstd:chunked writes it: frames with skippable ones between and after.
    public static func zstdWithSkippableFrames(_ bytes: [UInt8], every size: Int) -> [UInt8] {
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 5, 0, 0, 0] + Array("notes".utf8)
        return stride(from: 0, to: max(bytes.count, 1), by: size).flatMap { start in
            Codec.zstd.compress(Array(bytes[start..<min(start + size, bytes.count)])) + skippable
        }
    }

    /// A frame with content checksum and no block (LZ4 frame format 1.6).
    private static let emptyLZ4Frame: [UInt8] = [
        0x04, 0x22, 0x4D, 0x18, 0x64, 0x40, 0xA7, 0, 0, 0, 0, 0x05, 0x5D, 0xCC, 0x02,
    ]

    private func require(_ code: Int32, _ archive: OpaquePointer) {
        precondition(
            code == ARCHIVE_OK,
            "libarchive cannot write \(rawValue): \(archive_error_string(archive).map { String(cString: $0) } ?? "?")")
    }
}
