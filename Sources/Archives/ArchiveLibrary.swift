// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// The library that reads tars and decodes all but gzip.
public enum ArchiveLibrary {
    /// Its version with those of its codecs, as it tells them itself.
    public static var version: String { archive_version_details().map { String(cString: $0) } ?? "" }
}
