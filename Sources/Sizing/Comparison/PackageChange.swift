// SPDX-License-Identifier: Apache-2.0

/// What became of one package.
public struct PackageChange: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case added, removed, upgraded, downgraded
    }

    public var kind: Kind
    public var ecosystem: String
    public var name: String
    /// nil for an added one.
    public var versionBefore: String?
    /// nil for a removed one.
    public var version: String?
    /// Live bytes of its files.
    public var size: SizeChange
    /// The layer that brought it; of a removed one the layer before.
    public var layer: Int
    public var isBase: Bool

    public init(
        kind: Kind, ecosystem: String, name: String, versionBefore: String?, version: String?, size: SizeChange,
        layer: Int, isBase: Bool
    ) {
        self.kind = kind
        self.ecosystem = ecosystem
        self.name = name
        self.versionBefore = versionBefore
        self.version = version
        self.size = size
        self.layer = layer
        self.isBase = isBase
    }
}
