// SPDX-License-Identifier: Apache-2.0

/// A package that some layer's records list and the final tree's do not.
public struct RemovedPackage: Sendable {
    public var ecosystem: Ecosystem
    public var name: String
    /// The version listed last.
    public var version: String
    public var architecture: String
    /// The first layer whose records list it.
    public var layer: Int
    /// The layer whose records list it no more; nil when that cannot be told.
    public var removedIn: Int?
    /// Bytes that its database said it takes; nil when it did not say.
    public var installedSize: Int64?
}
