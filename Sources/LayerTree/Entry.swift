// SPDX-License-Identifier: Apache-2.0

/// One member of a layer's tar, whiteouts excluded. Plain data, 64 bytes: a layer holds millions.
public struct Entry: Sendable {
    /// Where it lies, in the layer's own path table.
    public var path: PathTable.ID
    public var kind: EntryKind
    public var flags: Flags
    /// Permission bits with setuid, setgid and sticky (`07777`).
    public var mode: UInt16
    public var uid: UInt32
    public var gid: UInt32
    /// Content bytes; 0 for everything but regular files. Sparse files count their logical length.
    public var size: Int64
    /// Seconds since 1970.
    public var mtime: Int64
    /// Hard links: the target in the layer's own path table; otherwise the root.
    public var linkTarget: PathTable.ID
    /// Index into `LayerEntries.strings` of a symlink's text or, for a file, its capability xattr; -1 for none.
    public var text: Int32
    /// `ContentHash.none` until the content was read; always so for everything but regular files.
    public var hash: ContentHash

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The tar stores holes instead of zeros.
        public static let sparse = Flags(rawValue: 1)
        /// Carries `security.capability`.
        public static let capability = Flags(rawValue: 2)
        /// The archive ended before the content did.
        public static let truncated = Flags(rawValue: 4)
    }

    public init(
        path: PathTable.ID, kind: EntryKind, flags: Flags = [], mode: UInt16 = 0o644, uid: UInt32 = 0, gid: UInt32 = 0,
        size: Int64 = 0, mtime: Int64 = 0, linkTarget: PathTable.ID = .root, text: Int32 = -1,
        hash: ContentHash = .none
    ) {
        self.path = path
        self.kind = kind
        self.flags = flags
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.mtime = mtime
        self.linkTarget = linkTarget
        self.text = text
        self.hash = hash
    }
}
