// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// What libarchive's read callback works on: the source, the chunk that libarchive looks at right now (it must
/// live until the next call), and the error that C cannot carry.
final class ArchiveFeed {
    let source: any ChunkSource
    private(set) var current: Chunk?
    private(set) var error: ArchiveError?

    init(_ source: any ChunkSource) { self.source = source }

    /// Opens `handle` on this feed. The caller keeps the feed alive as long as the handle.
    func open(_ handle: OpaquePointer) -> Int32 {
        archive_read_open(
            handle, Unmanaged.passUnretained(self).toOpaque(), nil,
            { _, context, buffer in
                guard let context, let buffer else { return -1 }
                return Unmanaged<ArchiveFeed>.fromOpaque(context).takeUnretainedValue().advance(buffer)
            }, nil)
    }

    private func advance(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
        do {
            current = try source.next()
        } catch {
            self.error = error
            current = nil
            return -1
        }
        guard let current else { return 0 }
        buffer.pointee = current.bytes.baseAddress
        return current.count
    }
}

extension ArchiveError {
    /// libarchive's own words for what just went wrong with `handle`.
    static func libarchive(_ handle: OpaquePointer, _ feed: ArchiveFeed?, offset: Int64?) -> ArchiveError {
        if let error = feed?.error { return error }
        let text = archive_error_string(handle).map { String(cString: $0) } ?? "libarchive gives no reason"
        let isTruncated = text.contains("runcated")
        return ArchiveError(
            isTruncated ? .truncated : .damaged,
            isTruncated ? "is cut off: \(text)" : "is damaged: \(text)", offset: offset)
    }
}
