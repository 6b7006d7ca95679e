// SPDX-License-Identifier: Apache-2.0

/// What became of one layer.
public struct LayerChange: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The same bytes at the same place among the others.
        case same
        /// The same bytes, but among other layers.
        case moved
        /// The same instruction made other bytes.
        case rebuilt
        /// Another instruction stands in its place.
        case replaced
        case added
        case removed
    }

    public var kind: Kind
    /// Index in the image before; nil for an added one.
    public var before: Int?
    /// Index in the image after; nil for a removed one.
    public var after: Int?
    public var isBase: Bool
    public var size: SizeChange
    public var instructionBefore: String?
    public var instruction: String?

    public init(
        kind: Kind, before: Int?, after: Int?, isBase: Bool, size: SizeChange, instructionBefore: String?,
        instruction: String?
    ) {
        self.kind = kind
        self.before = before
        self.after = after
        self.isBase = isBase
        self.size = size
        self.instructionBefore = instructionBefore
        self.instruction = instruction
    }
}
