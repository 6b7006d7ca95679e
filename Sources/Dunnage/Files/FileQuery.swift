// SPDX-License-Identifier: Apache-2.0
public import Reports

/// Which files of an image are wanted, and how they are to be ordered.
public struct FileQuery: Sendable, Equatable {
    public enum Order: String, Sendable, CaseIterable {
        /// The largest first, then by path.
        case size
        case path
    }

    public var view = FileListing.View.tree
    public var order = Order.size
    /// Only what matches.
    public var glob: PathGlob?
    /// Only what this layer ships, live or dead.
    public var layer: Int?
    /// Only what a later layer, or a later member of the same one, hides.
    public var deadOnly = false
    /// Only what was changed since its package brought it. Needs an image whose hashes were recorded.
    public var changedOnly = false
    /// Levels of a tree below the root; nil for all.
    public var depth: Int?
    /// Rows of a flat view, or children of each directory; nil for all.
    public var top: Int?

    public init() {}
}
