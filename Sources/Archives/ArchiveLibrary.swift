// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// The library that reads tars and decodes all but gzip.
public enum ArchiveLibrary {
    /// Its version with those of its codecs, as it tells them itself. Asked once: libarchive 3.6 puts the text together
    /// anew at every call, in memory that all threads share, and forgets what was there.
    public static let version = archive_version_details().map { String(cString: $0) } ?? ""
}
