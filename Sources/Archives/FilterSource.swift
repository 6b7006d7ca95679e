// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// Decodes zstd, xz, bzip2 and LZ4 with libarchive's filters: «raw» format, so only the bytes come out.
final class FilterSource: ChunkSource {
    private let handle: OpaquePointer
    private let feed: ArchiveFeed
    private let compression: Compression
    /// The decoded block that libarchive lent and that is not wholly copied yet.
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var produced: Int64 = 0
    private var isAtEnd = false
    private var isOpen = false
    /// What is wrong behind the bytes that were given out last.
    private var failure: ArchiveError?

    init(_ upstream: any ChunkSource, _ compression: Compression) throws(ArchiveError) {
        guard let handle = archive_read_new() else {
            throw ArchiveError(.system, "no memory is left for decoding")
        }
        let support =
            switch compression {
            case .zstd: archive_read_support_filter_zstd(handle)
            case .xz: archive_read_support_filter_xz(handle)
            case .bzip2: archive_read_support_filter_bzip2(handle)
            case .lz4: archive_read_support_filter_lz4(handle)
            case .gzip: archive_read_support_filter_gzip(handle)
            case .none: ARCHIVE_OK
            }
        // A warning means that libarchive would start an external program: never.
        guard support == ARCHIVE_OK, archive_read_support_format_raw(handle) == ARCHIVE_OK,
            archive_read_support_format_empty(handle) == ARCHIVE_OK
        else {
            archive_read_free(handle)
            throw ArchiveError(.unsupported, "is \(compression.rawValue), which this libarchive cannot decode")
        }
        self.handle = handle
        self.compression = compression
        feed = ArchiveFeed(upstream)
    }

    deinit { archive_read_free(handle) }

    func next() throws(ArchiveError) -> Chunk? {
        if let failure { throw failure }
        guard !isAtEnd else { return nil }
        let buffer = ChunkBuffer()
        do throws(ArchiveError) {
            if !isOpen { try open() }
            while !isAtEnd, buffer.room > 0 {
                if block.isEmpty { try nextBlock() }
                let taken = buffer.append(block)
                block = UnsafeRawBufferPointer(rebasing: block[taken...])
            }
        } catch {
            // What came out before is good, and may be all there was.
            failure = error
            if buffer.count == 0 { throw error }
        }
        produced += Int64(buffer.count)
        return buffer.count == 0 ? nil : buffer.chunk()
    }

    private func open() throws(ArchiveError) {
        isOpen = true
        var entry: OpaquePointer?
        let opened = feed.open(handle)
        let status = opened < ARCHIVE_WARN ? opened : archive_read_next_header(handle, &entry)
        if status == ARCHIVE_EOF {
            isAtEnd = true
        } else if status < ARCHIVE_WARN {
            throw reason()
        }
    }

    private func nextBlock() throws(ArchiveError) {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        let status = archive_read_data_block(handle, &start, &count, &offset)
        if status == ARCHIVE_EOF {
            isAtEnd = true
        } else if status < ARCHIVE_WARN {
            throw reason()
        } else {
            block = UnsafeRawBufferPointer(start: start, count: count)
        }
    }

    private func reason() -> ArchiveError {
        isAtEnd = true
        var error = ArchiveError.libarchive(handle, feed, offset: produced)
        if feed.error == nil { error.what = "\(compression.rawValue) data \(error.what)" }
        return error
    }
}
