// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// `index.json`, a nested OCI index, or a Docker manifest list. Source: OCI image-spec, image-index.md.
public struct ImageIndex: ImageDocument {
    public let mediaType: String?
    /// In the order of the document. Some may point to blobs that are not there: other platforms that were not pulled.
    public let manifests: [Descriptor]
    public let annotations: [String: String]
    public let artifactType: String?
    public let subject: Descriptor?

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        let node = try DocumentNode(value, document: document)
        guard node.value("manifests") != nil else { throw node.error(.missing, "manifests", "“manifests” is missing") }
        mediaType = node.string("mediaType")
        var manifests: [Descriptor] = []
        for entry in try node.nodes("manifests") { manifests.append(try Descriptor(entry)) }
        self.manifests = manifests
        annotations = node.strings("annotations")
        artifactType = node.string("artifactType")
        if let entry = try node.node("subject") { subject = try Descriptor(entry) } else { subject = nil }
    }
}
