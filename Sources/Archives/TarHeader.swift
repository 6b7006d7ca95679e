// SPDX-License-Identifier: Apache-2.0

/// What a tar says of one member, names apart.
public struct TarHeader: Sendable {
    public enum Kind: Sendable {
        case file, directory, symlink, hardLink, characterDevice, blockDevice, fifo, socket
    }

    public var kind: Kind
    /// Permission bits with setuid, setgid and sticky (`07777`).
    public var mode: UInt16
    public var uid: UInt32
    public var gid: UInt32
    /// Logical content bytes; 0 for everything but regular files. Never negative.
    public var size: Int64
    /// Seconds since 1970.
    public var mtime: Int64
    public var isSparse: Bool
    /// Offset of the header in the uncompressed tar.
    public var offset: Int64
}
