// SPDX-License-Identifier: Apache-2.0

/// How much an archive may ask of us. Generous for every honest image, small enough that a hostile one ends in
/// seconds with a sentence.
public struct ReadingLimits: Sendable, Hashable {
    /// Uncompressed bytes of one layer.
    public var layerBytes: Int64 = 64 << 30
    /// Uncompressed bytes for one stored byte, judged only above `ratioFloor`.
    public var ratio: Int64 = 500
    /// Below this many uncompressed bytes any ratio is fine.
    public var ratioFloor: Int64 = 1 << 30
    /// Members of one layer.
    public var entries = 5_000_000
    /// Members of the archive itself: manifests and blobs, not files.
    public var members = 200_000
    /// Bytes of one path.
    public var pathBytes = 64 << 10
    /// Components of one path.
    public var pathDepth = 4_096
    /// Bytes of one JSON document.
    public var documentBytes: Int64 = 16 << 20
    /// Bytes of all JSON documents that are kept while an archive streams by.
    public var allDocumentBytes: Int64 = 256 << 20

    public init() {}
}
