// SPDX-License-Identifier: Apache-2.0
public import Digests

/// What one document says of another blob. Source: OCI image-spec, descriptor.md.
public struct Descriptor: Sendable, Equatable {
    /// Often wrong or missing; a hint at most.
    public let mediaType: String?
    public let digest: Digest
    /// Length of the blob in bytes.
    public let size: Int64
    /// What the blob runs on, in an index.
    public let platform: Platform?
    public let annotations: [String: String]
    /// Where a foreign layer may be fetched.
    public let urls: [String]
    public let artifactType: String?

    init(_ node: DocumentNode) throws(FormatError) {
        mediaType = node.string("mediaType")
        digest = try node.digest("digest")
        size = try node.size("size")
        platform = try node.node("platform").flatMap(Platform.init)
        annotations = node.strings("annotations")
        urls = node.words("urls") ?? []
        artifactType = node.string("artifactType")
    }

    /// The name that a layout gives the image: the full one of containerd if there is one, else the reference name,
    /// which may be a bare tag.
    public var name: String? {
        annotations["io.containerd.image.name"] ?? annotations["org.opencontainers.image.ref.name"]
    }

    /// BuildKit marks attestation manifests so, beside the platform unknown/unknown.
    public var isAttestation: Bool { annotations["vnd.docker.reference.type"] == "attestation-manifest" }

    /// The manifest that an attestation speaks of; nil for everything else.
    public var attestedDigest: Digest? {
        isAttestation ? annotations["vnd.docker.reference.digest"].flatMap { Digest($0) } : nil
    }

    /// Whether the blob may rightly be absent.
    public var isForeign: Bool { MediaType.isForeignLayer(mediaType) }
}
