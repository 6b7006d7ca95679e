// SPDX-License-Identifier: Apache-2.0
public import Digests
public import JSONText

/// One image in the `manifest.json` of a docker-archive. Source: moby, image/tarexport.
public struct DockerManifestEntry: ImageDocument {
    /// The member that holds the config.
    public let config: String
    /// As the writer spells them; Docker shortens, podman qualifies.
    public let repoTags: [String]
    /// The members that hold the layers, from the lowest to the highest; a repeated layer is listed again.
    public let layers: [String]
    /// The config digest of the image this one was built on, by old builders.
    public let parent: String?
    /// Descriptors by diffID: foreign layers before Docker 25, all layers since.
    public let layerSources: [Digest: Descriptor]

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        try self.init(DocumentNode(value, document: document))
    }

    private init(_ node: DocumentNode) throws(FormatError) {
        config = try node.requiredString("Config")
        repoTags = try node.strictStrings("RepoTags")
        layers = try node.strictStrings("Layers")
        parent = node.string("Parent")
        var sources: [Digest: Descriptor] = [:]
        if let node = try node.node("LayerSources") {
            for member in node.object.members {
                guard let diffID = Digest(member.key) else {
                    throw node.error(.digest, member.key, "a key of LayerSources is no digest")
                }
                sources[diffID] = try Descriptor(
                    DocumentNode(member.value, document: node.document, pointer: node.place(member.key)))
            }
        }
        layerSources = sources
    }

    /// The whole `manifest.json`: an array of images.
    public static func list(
        parsing bytes: [UInt8],
        document: String = "manifest.json",
        limits: JSONLimits = .standard
    ) throws(FormatError) -> [DockerManifestEntry] {
        try list(try parsed(bytes, document, limits), document: document)
    }

    public static func list(_ value: JSONValue, document: String) throws(FormatError) -> [DockerManifestEntry] {
        guard case .array(let values) = value else {
            throw FormatError(
                .type, document: document, pointer: "", "here is \(value.kindName), but it must be an array of images")
        }
        var entries: [DockerManifestEntry] = []
        for (index, value) in values.enumerated() {
            entries.append(
                try DockerManifestEntry(DocumentNode(value, document: document, pointer: "/\(index)")))
        }
        return entries
    }
}
