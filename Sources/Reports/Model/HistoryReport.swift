// SPDX-License-Identifier: Apache-2.0

/// One entry of the image's history.
public struct HistoryReport: Sendable, Equatable {
    /// As a person would write it; nil when the entry is empty.
    public var instruction: String?
    public var createdBy: String?
    /// RFC 3339, as the configuration has it.
    public var created: String?
    public var comment: String?
    /// The layer that it made; nil for an entry without one.
    public var layer: Int?

    public init(
        instruction: String? = nil, createdBy: String? = nil, created: String? = nil, comment: String? = nil,
        layer: Int? = nil
    ) {
        self.instruction = instruction
        self.createdBy = createdBy
        self.created = created
        self.comment = comment
        self.layer = layer
    }
}
