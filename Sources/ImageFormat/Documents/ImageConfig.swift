// SPDX-License-Identifier: Apache-2.0
public import Digests
public import JSONText

/// The config document, whose digest is the image's id. Source: OCI image-spec, config.md; Docker's v1.2 image spec.
public struct ImageConfig: ImageDocument {
    public let architecture: String
    public let os: String
    public let variant: String?
    public let osVersion: String?
    /// RFC 3339 as written; nil when missing.
    public let created: String?
    public let author: String?
    public let comment: String?
    public let dockerVersion: String?
    public let config: ContainerConfig
    /// The config of the container that was committed, by old builders.
    public let containerConfig: ContainerConfig?
    /// Digests of the uncompressed layers, from the lowest to the highest.
    public let diffIDs: [Digest]
    public let history: [HistoryEntry]

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        let node = try DocumentNode(value, document: document)
        architecture = node.string("architecture") ?? ""
        os = node.string("os") ?? ""
        variant = node.string("variant")
        osVersion = node.string("os.version")
        created = node.string("created")
        author = node.string("author")
        comment = node.string("comment")
        dockerVersion = node.string("docker_version")
        if let inner = try node.node("config") {
            config = try ContainerConfig(inner)
        } else {
            config = ContainerConfig()
        }
        if let inner = try node.node("container_config") {
            containerConfig = try ContainerConfig(inner)
        } else {
            containerConfig = nil
        }
        if let rootfs = try node.node("rootfs") {
            diffIDs = try rootfs.digests("diff_ids")
        } else {
            diffIDs = []
        }
        history = try node.nodes("history").map(HistoryEntry.init)
    }

    /// What the image runs on; nil when the config names no system, as attestations and old images do.
    public var platform: Platform? {
        if architecture.isEmpty, os.isEmpty { return nil }
        return Platform(
            os: os.isEmpty ? "linux" : os, architecture: architecture, variant: variant, osVersion: osVersion)
    }
}
