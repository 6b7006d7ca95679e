// SPDX-License-Identifier: Apache-2.0

/// What became of one live file, link or other entry.
public struct FileChange: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case added
        case removed
        /// Other content, or something else at its path.
        case modified
        /// The same content with another mode or owner.
        case metadata
        /// The same content at another path.
        case moved
        /// Other content under a name that differs in its hash alone: `main.3f9c2.js`, `main.8d01a.js`.
        case renamed
        /// The same in every respect, shipped by another layer.
        case rewritten
    }

    public var kind: Kind
    public var path: [UInt8]
    /// The path before, of what was moved or renamed.
    public var from: [UInt8]?
    public var size: SizeChange
    /// The layer that ships it after; nil for a removed one.
    public var layer: Int?
    /// The layer that shipped it before; nil for an added one.
    public var layerBefore: Int?
    /// Of base layers on both sides where it is there.
    public var isBase: Bool
    /// `mode`, `owner`, `kind` or nothing, for changes of attributes.
    public var attributes: [String]

    public init(
        kind: Kind, path: [UInt8], from: [UInt8]? = nil, size: SizeChange, layer: Int?, layerBefore: Int?,
        isBase: Bool, attributes: [String] = []
    ) {
        self.kind = kind
        self.path = path
        self.from = from
        self.size = size
        self.layer = layer
        self.layerBefore = layerBefore
        self.isBase = isBase
        self.attributes = attributes
    }
}
