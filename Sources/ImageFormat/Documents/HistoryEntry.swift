// SPDX-License-Identifier: Apache-2.0

/// One entry of a config's history, as written.
public struct HistoryEntry: Sendable, Equatable {
    public let created: String?
    /// Empty when the writer leaves it out.
    public let createdBy: String
    public let author: String?
    public let comment: String?
    /// Whether the entry claims to have made no layer; some writers forget to say so.
    public let emptyLayer: Bool

    public init(
        createdBy: String,
        emptyLayer: Bool = false,
        comment: String? = nil,
        author: String? = nil,
        created: String? = nil
    ) {
        self.created = created
        self.createdBy = createdBy
        self.author = author
        self.comment = comment
        self.emptyLayer = emptyLayer
    }

    init(_ node: DocumentNode) {
        created = node.string("created")
        createdBy = node.string("created_by") ?? ""
        author = node.string("author")
        comment = node.string("comment")
        emptyLayer = node.boolean("empty_layer")
    }
}
