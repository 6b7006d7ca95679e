// SPDX-License-Identifier: Apache-2.0

/// A file copy's number: an index into `ImageTree.inodes`.
public struct InodeID: Hashable, Sendable, Comparable {
    public var rawValue: Int32
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: InodeID, right: InodeID) -> Bool { left.rawValue < right.rawValue }
    @inlinable public var index: Int { Int(rawValue) }
}
