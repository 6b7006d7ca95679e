// SPDX-License-Identifier: Apache-2.0
public import Archives

/// An archive whose documents were read: its images, with their layers' bytes at hand or scanned already.
public struct OpenedArchive: Sendable {
    /// As the user named it.
    public var source: String
    public var format: ArchiveFormat
    /// Of the archive as a whole.
    public var compression: Compression
    public var images: [Image]
    public var notes: [ArchiveNote]
    /// Images that the archive names and that cannot be put together. Others are read all the same.
    public var failures: [ImageError]
    /// Files that lie mapped in memory.
    var files: [MappedFile]

    /// What says that a mapped file was truncated, written to or replaced since it was opened; nil when none was. To be
    /// asked when everything was read.
    public func change() -> ImageError? {
        for file in files {
            do throws(ArchiveError) { try file.verifyUnchanged() } catch { return ImageError(error, source: source) }
        }
        return nil
    }

    /// Gives the memory of mapped files back, when nearly everything was read; see `MappedFile.releasePages`.
    public func releasePages() {
        for file in files { file.releasePages() }
    }
}
