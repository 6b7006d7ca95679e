// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// `<id>/json` of Docker before 1.10: one layer that is an image of its own and names its parent. Source: moby,
/// image/spec/v1.md.
public struct LegacyImageJSON: ImageDocument {
    /// The name of the layer's directory.
    public let id: String
    /// nil for the lowest layer.
    public let parent: String?
    public let created: String?
    public let author: String?
    public let comment: String?
    public let architecture: String
    public let os: String
    public let config: ContainerConfig
    /// The command that made the layer is its `cmd`.
    public let containerConfig: ContainerConfig

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        let node = try DocumentNode(value, document: document)
        id = try node.requiredString("id")
        let parent = node.string("parent")
        self.parent = parent?.isEmpty == true ? nil : parent
        created = node.string("created")
        author = node.string("author")
        comment = node.string("comment")
        architecture = node.string("architecture") ?? ""
        os = node.string("os") ?? ""
        if let inner = try node.node("config") {
            config = try ContainerConfig(inner)
        } else {
            config = ContainerConfig()
        }
        if let inner = try node.node("container_config") {
            containerConfig = try ContainerConfig(inner)
        } else {
            containerConfig = ContainerConfig()
        }
    }

    /// The history entry that a later Docker would have written; every legacy image has a layer, if an empty one.
    public var historyEntry: HistoryEntry {
        HistoryEntry(
            createdBy: containerConfig.cmd.joined(separator: " "), comment: comment, author: author, created: created)
    }

    public var platform: Platform? {
        architecture.isEmpty && os.isEmpty
            ? nil : Platform(os: os.isEmpty ? "linux" : os, architecture: architecture)
    }
}
