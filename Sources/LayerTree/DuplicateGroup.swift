// SPDX-License-Identifier: Apache-2.0

/// Live regular files with the same content, stored more than once.
public struct DuplicateGroup: Sendable, Equatable {
    public var hash: ContentHash
    /// Bytes of one copy, above 0.
    public var size: Int64
    /// The copies, two or more, in the order in which the layers bring them.
    public var inodes: [InodeID]

    /// Bytes that one copy in the place of all would save. Cannot overflow: the image's sum does not.
    public var wasted: Int64 { Int64(inodes.count - 1) * size }
}
