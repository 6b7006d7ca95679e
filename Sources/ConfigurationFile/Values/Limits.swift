// SPDX-License-Identifier: Apache-2.0

/// How much an archive may ask for; nil leaves the tool's own limit.
public struct Limits: Sendable, Equatable {
    /// Uncompressed bytes of one layer.
    public var layerBytes: Int64?
    /// Members of one layer.
    public var entries: Int?
    /// Uncompressed bytes for one stored byte.
    public var ratio: Int64?
    /// Bytes of one JSON document.
    public var documentBytes: Int64?

    public init() {}
}
