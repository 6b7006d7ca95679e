// SPDX-License-Identifier: Apache-2.0
public import Digests
public import ImageFormat

/// One layer as the image's documents describe it, and where its bytes are.
public struct ImageLayer: Sendable {
    /// Why a layer's bytes are not there.
    public enum Absence: Sendable, Equatable {
        /// A foreign layer: its writer never stores it (Windows bases).
        case foreign
        /// The archive names a member that it does not hold.
        case missing(name: String)
    }

    /// The member that holds the blob, links followed; layers with equal names are the same bytes.
    public var member: String
    /// nil when the bytes are not in the archive; `absence` says why.
    public var place: BlobPlace?
    public var absence: Absence?
    /// Digest of the stored bytes as the documents declare it; nil where the format has none.
    public var digest: Digest?
    /// Digest of the uncompressed tar as the configuration declares it; nil where it is unknown.
    public var diffID: Digest?
    public var mediaType: String?
    /// The history entry that made it; nil when history and layers do not fit together.
    public var instruction: Instruction?

    /// The SHA-256 that the name of the member carries, as crane, jib and kaniko name compressed layers whose digest no
    /// document tells (`<hex>.tar.gz`). Nothing promises that it is the blob's; nil for other names.
    public var namedDigest: Digest? {
        let file = member.utf8.split(separator: UInt8(ascii: "/")).last ?? member.utf8[...]
        let parts = file.split(separator: UInt8(ascii: ".")).first?.split(separator: UInt8(ascii: ":"))
        return parts?.last.flatMap { Digest(.sha256, hex: String(decoding: $0, as: UTF8.self)) }
    }
}
