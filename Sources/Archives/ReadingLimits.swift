// SPDX-License-Identifier: Apache-2.0

/// How much an archive may ask of us. Generous for every honest image, small enough that a hostile one ends in
/// seconds with a sentence.
public struct ReadingLimits: Sendable, Hashable {
    /// Uncompressed bytes of one layer.
    public var layerBytes: Int64 = 64 << 30
    /// Uncompressed bytes of all compressed layers of one run.
    public var totalBytes: Int64 = 1 << 40
    /// Uncompressed bytes for one stored byte, of one stream and of all together, judged only above `ratioFloor`.
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
    public var allDocumentBytes: Int64 = 64 << 20

    /// Bytes of all that the archives inside one layer unpack to; beyond, the rest of them stays closed.
    public var nestedBytes: Int64 = 1 << 30
    /// Bytes of a file of a layer that is opened as an archive: it has to lie in memory as a whole.
    public var nestedFileBytes: Int64 = 64 << 20
    /// Unpacked bytes for one stored byte of such a file, judged above `nestedRatioFloor`.
    public var nestedRatio: Int64 = 200
    /// Below this many unpacked bytes of such a file any ratio is fine.
    public var nestedRatioFloor: Int64 = 16 << 20
    /// Members of one such file.
    public var nestedMembers = 200_000

    public init() {}

    /// Throws when a layer of this many uncompressed bytes is beyond the limit.
    public func allow(layerOf bytes: Int64) throws(ArchiveError) {
        guard bytes > layerBytes else { return }
        throw ArchiveError(.limit, "is more than \(layerBytes) bytes, uncompressed; raise --max-layer-bytes")
    }

    /// Throws when this many stored bytes became more than the limit allows; `what` names the stored ones.
    func allow(ratioOf stored: Int64, _ unpacked: Int64, _ what: String) throws(ArchiveError) {
        guard unpacked > ratioFloor, unpacked / max(1, stored) > ratio else { return }
        throw ArchiveError(
            .limit,
            "unpacks to more than \(ratio) times \(what) (\(stored) bytes became \(unpacked)); "
                + "raise --max-ratio if it is meant to")
    }
}
