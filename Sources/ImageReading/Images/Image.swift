// SPDX-License-Identifier: Apache-2.0
public import Digests
public import ImageFormat

/// One image of an archive: a configuration and ordered layers.
public struct Image: Sendable {
    /// Names and tags as the archive has them, in its order; empty for an untagged image.
    public var references: [String]
    /// The configuration's digest, computed from its bytes: what `docker images` calls the image's id.
    /// nil for Docker before 1.10, whose ids are random.
    public var id: Digest?
    /// nil where the format has no manifest of one image.
    public var manifestDigest: Digest?
    public var platform: Platform?
    public var config: ImageConfig
    public var layers: [ImageLayer]
    /// Instructions that made no layer and those that did, in order.
    public var history: LayerHistory
    /// What the configuration says of its layers when their number differs from the layers there are; matched by
    /// computed hash later. Empty otherwise.
    public var unmatchedDiffIDs: [Digest] = []
    public var provenance: Provenance?
    public var annotations: [String: String] = [:]
    public var mismatches: [DocumentMismatch] = []
}
