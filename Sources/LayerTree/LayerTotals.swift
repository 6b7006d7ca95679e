// SPDX-License-Identifier: Apache-2.0

/// What one layer, or the whole image, weighs. `size == live + dead`, always.
public struct LayerTotals: Sendable, Equatable {
    /// Regular files shipped, live or dead; a hard link is no further file.
    public var files = 0
    /// Content bytes of those files; sparse ones count their logical length.
    public var size: Int64 = 0
    /// Bytes that are visible in the final tree.
    public var live: Int64 = 0
    /// Bytes that still ship although a later layer, or a later member of the same tar, hid them.
    public var dead: Int64 = 0
    /// Regular files among `files` that are dead.
    public var deadFiles = 0
    /// Members of the tar, directories and links included, whiteouts excluded.
    public var entries = 0

    public init() {}
}
