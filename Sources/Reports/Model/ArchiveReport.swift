// SPDX-License-Identifier: Apache-2.0

/// One source of images: a file, a directory or a stream.
public struct ArchiveReport: Sendable, Equatable {
    /// The archive's shape, told by its members and never by its name.
    public enum Format: String, Sendable, CaseIterable {
        /// `manifest.json` and a `layer.tar` a layer, as Docker before 25 writes it.
        case dockerArchive = "docker-archive"
        /// `repositories` and parent links only, as Docker before 1.10 wrote it.
        case dockerLegacy = "docker-legacy"
        /// `manifest.json` beside an OCI layout, as Docker 25 and later write it.
        case dockerHybrid = "docker-hybrid"
        case ociArchive = "oci-archive"
        case ociLayout = "oci-layout"
        /// A directory in the `dir:` form of skopeo.
        case dockerDir = "docker-dir"
    }

    /// As the user named it; `-` for standard input.
    public var source: String
    public var format: Format
    /// Of the outer file: `none`, `gzip`, `zstd`, `xz`, `bzip2`, `lz4`.
    public var compression: String

    public init(source: String, format: Format, compression: String = "none") {
        self.source = source
        self.format = format
        self.compression = compression
    }
}
