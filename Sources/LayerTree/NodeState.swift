// SPDX-License-Identifier: Apache-2.0

/// What is at a path at the moment, in four bytes.
struct NodeState: Equatable {
    /// 0: nothing; above: an inode's number + 1; -1: a directory without an entry; below: a directory, -2 - the
    /// ordinal of its entry among all layers' entries.
    private var rawValue: Int32

    private init(rawValue: Int32) { self.rawValue = rawValue }

    static let absent = NodeState(rawValue: 0)
    static let implicitDirectory = NodeState(rawValue: -1)
    static func directory(ordinal: Int32) -> NodeState { NodeState(rawValue: -2 - ordinal) }
    static func inode(_ id: InodeID) -> NodeState { NodeState(rawValue: id.rawValue + 1) }

    var isLive: Bool { rawValue != 0 }
    var isDirectory: Bool { rawValue < 0 }
    var inode: InodeID? { rawValue > 0 ? InodeID(rawValue: rawValue - 1) : nil }
    /// The ordinal of the entry that gave the directory its attributes.
    var directoryOrdinal: Int32? { rawValue < -1 ? -2 - rawValue : nil }
}
