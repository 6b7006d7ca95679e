// SPDX-License-Identifier: Apache-2.0

/// A finding's claim on the bytes of one inode; `Sizing` lets each byte be claimed once.
public struct Claim: Sendable, Hashable {
    /// The inode's number in the image's tree.
    public var inode: Int32
    public var category: Category

    public init(inode: Int32, category: Category) {
        self.inode = inode
        self.category = category
    }
}
