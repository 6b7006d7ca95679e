// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// One image's manifest, OCI or Docker v2 schema 2; also artifacts and attestations, which are told apart here.
/// Source: OCI image-spec, manifest.md.
public struct ImageManifest: ImageDocument {
    public let mediaType: String?
    public let artifactType: String?
    public let config: Descriptor
    /// From the lowest to the highest; empty in the faulty manifests of Docker 25.0.0.
    public let layers: [Descriptor]
    public let subject: Descriptor?
    public let annotations: [String: String]

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        let node = try DocumentNode(value, document: document)
        guard let entry = try node.node("config") else { throw node.error(.missing, "config", "“config” is missing") }
        mediaType = node.string("mediaType")
        artifactType = node.string("artifactType")
        config = try Descriptor(entry)
        var layers: [Descriptor] = []
        for entry in try node.nodes("layers") { layers.append(try Descriptor(entry)) }
        self.layers = layers
        if let entry = try node.node("subject") { subject = try Descriptor(entry) } else { subject = nil }
        annotations = node.strings("annotations")
    }

    /// A manifest whose layers are in-toto statements, as BuildKit attaches them to images.
    public var isAttestation: Bool {
        !layers.isEmpty && layers.allSatisfy { $0.mediaType == MediaType.inToto }
    }

    /// Whether config and layers make a container image: no attestation, and neither a Helm chart nor a signature.
    public var isImage: Bool {
        guard !isAttestation else { return false }
        guard let type = config.mediaType else { return true }
        return type == MediaType.ociConfig || type == MediaType.dockerConfig
    }
}
