// SPDX-License-Identifier: Apache-2.0
internal import CArchive
import Glibc

/// Walks a tar, from memory or from a stream, without unpacking anything.
///
/// The tar is the uncompressed one; libarchive's compression filters are not enabled here, because the digests of
/// both sides are wanted (see `Decoder`).
public struct TarReader: ~Copyable {
    private let handle: OpaquePointer
    /// Nil when reading from memory.
    private let feed: ArchiveFeed?
    /// Keeps mapped memory alive; nil when reading from a stream.
    private let contents: Chunk?
    private var entry: OpaquePointer?

    /// Reads a tar that lies in memory; data blocks point into it.
    public init(_ contents: Chunk) throws(ArchiveError) {
        let handle = try TarReader.newHandle()
        let status = contents.withBytes { archive_read_open_memory(handle, $0.baseAddress, $0.count) }
        try self.init(opened: status, handle, feed: nil, contents: contents)
    }

    /// Reads a tar that streams by.
    public init(_ source: any ChunkSource) throws(ArchiveError) {
        let handle = try TarReader.newHandle()
        let feed = ArchiveFeed(source)
        try self.init(opened: feed.open(handle), handle, feed: feed, contents: nil)
    }

    private init(opened status: Int32, _ handle: OpaquePointer, feed: ArchiveFeed?, contents: Chunk?)
        throws(ArchiveError)
    {
        guard status >= ARCHIVE_WARN else {
            let error = ArchiveError.libarchive(handle, feed, offset: 0)
            archive_read_free(handle)
            throw error
        }
        self.handle = handle
        self.feed = feed
        self.contents = contents
    }

    deinit { archive_read_free(handle) }

    private static func newHandle() throws(ArchiveError) -> OpaquePointer {
        guard let handle = archive_read_new() else {
            throw ArchiveError(.system, "no memory is left for reading a tar")
        }
        guard archive_read_support_format_tar(handle) == ARCHIVE_OK,
            archive_read_support_format_empty(handle) == ARCHIVE_OK
        else {
            archive_read_free(handle)
            throw ArchiveError(.unsupported, "cannot be read: this libarchive has no tar reader")
        }
        return handle
    }

    /// Moves to the next member; false at the end. Skips what was not read of the one before.
    ///
    /// A truncated tar never says «end»: every code below a warning ends the walk with an error, and a damaged
    /// header too, since what follows it may be a file's content that looks like a tar.
    public mutating func next() throws(ArchiveError) -> Bool {
        let status = archive_read_next_header(handle, &entry)
        if status == ARCHIVE_EOF { return false }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
            throw ArchiveError.libarchive(handle, feed, offset: archive_read_header_position(handle))
        }
        return true
    }

    /// What the header of the current member says.
    public var header: TarHeader {
        let kind: TarHeader.Kind
        if archive_entry_hardlink(entry) != nil {
            kind = .hardLink
        } else {
            switch archive_entry_filetype(entry) {
            case S_IFDIR: kind = .directory
            case S_IFLNK: kind = .symlink
            case S_IFCHR: kind = .characterDevice
            case S_IFBLK: kind = .blockDevice
            case S_IFIFO: kind = .fifo
            case S_IFSOCK: kind = .socket
            default: kind = .file
            }
        }
        return TarHeader(
            kind: kind,
            mode: UInt16(truncatingIfNeeded: archive_entry_perm(entry)),
            uid: UInt32(truncatingIfNeeded: archive_entry_uid(entry)),
            gid: UInt32(truncatingIfNeeded: archive_entry_gid(entry)),
            size: kind == .file ? max(0, archive_entry_size(entry)) : 0,
            mtime: Int64(archive_entry_mtime(entry)),
            isSparse: archive_entry_sparse_count(entry) > 0,
            offset: archive_read_header_position(handle)
        )
    }

    /// Lends the member's name as the tar has it, raw bytes: `archive_entry_pathname_utf8` returns NULL for
    /// non-ASCII names in locale «C», which is Swift's.
    public func withName<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        TarReader.withBytes(of: archive_entry_pathname(entry), body)
    }

    /// Lends a symlink's text or a hard link's target; empty for other kinds.
    public func withLink<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        TarReader.withBytes(of: archive_entry_hardlink(entry) ?? archive_entry_symlink(entry), body)
    }

    /// The value of `security.capability`, at most 64 bytes of it; nil for a file without it.
    public func capability() -> [UInt8]? {
        guard archive_entry_xattr_reset(entry) > 0 else { return nil }
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK {
            guard let name, let value, String(cString: name) == "security.capability" else { continue }
            // The kernel knows 12, 20 and 24 bytes (capability.h); more is nothing that it would honour.
            return Array(UnsafeRawBufferPointer(start: value, count: size).prefix(64))
        }
        return nil
    }

    /// The next piece of the current member's content; nil at its end.
    public mutating func nextBlock() throws(ArchiveError) -> TarBlock? {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        let status = archive_read_data_block(handle, &start, &count, &offset)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
            throw ArchiveError.libarchive(handle, feed, offset: archive_read_header_position(handle))
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        return TarBlock(bytes: bytes, offset: offset, home: (contents ?? feed?.current)?.slice(at: bytes))
    }

    private static func withBytes<Result>(
        of text: UnsafePointer<CChar>?, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        guard let text else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        var count = 0
        while text[count] != 0 { count += 1 }
        return body(UnsafeRawBufferPointer(start: text, count: count))
    }
}
