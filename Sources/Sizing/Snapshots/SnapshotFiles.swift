// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// Every file copy that an image ships, live or dead, with the live directories and further names.
///
/// Paths are numbered from the root down, children of a directory by the bytes of their names; rows follow the paths.
/// So equal images give equal tables, whoever made them.
public struct SnapshotFiles: Sendable {
    /// One copy. Plain data.
    public struct Row: Sendable, Equatable {
        public var path: PathTable.ID
        /// `.hardLink` for a further name of a live file, which costs nothing.
        public var kind: EntryKind
        public var fate: Fate
        public var mode: UInt16
        public var uid: UInt32
        public var gid: UInt32
        /// The layer that ships it.
        public var layer: Int32
        /// The layer that hid it; -1 while it is live.
        public var removedIn: Int32
        /// Index into the image's packages; -1 for none.
        public var package: Int32
        /// Content bytes; 0 for everything but files.
        public var size: Int64
        /// Of a file's content or a symbolic link's text; `.none` for what was not hashed, and for every file in
        /// which a secret was found: a hash would let one try values.
        public var hash: ContentHash

        public init(
            path: PathTable.ID, kind: EntryKind, fate: Fate = .live, mode: UInt16 = 0, uid: UInt32 = 0,
            gid: UInt32 = 0, layer: Int32 = 0, removedIn: Int32 = -1, package: Int32 = -1, size: Int64 = 0,
            hash: ContentHash = .none
        ) {
            self.path = path
            self.kind = kind
            self.fate = fate
            self.mode = mode
            self.uid = uid
            self.gid = gid
            self.layer = layer
            self.removedIn = removedIn
            self.package = package
            self.size = size
            self.hash = hash
        }
    }

    public internal(set) var paths: PathTable
    /// By path, then by layer, in the order of the layer's tar.
    public internal(set) var rows: [Row]

    public init() {
        paths = PathTable()
        rows = []
    }

    /// Content bytes of all layers. The sum was checked when the table was made.
    public var size: Int64 { rows.reduce(0) { $0 + $1.size } }
    /// What the final tree shows.
    public var live: Int64 { rows.reduce(0) { $0 + ($1.fate == .live ? $1.size : 0) } }
    /// Regular files of the final tree.
    public var files: Int { rows.reduce(0) { $0 + ($1.kind == .file && $1.fate == .live ? 1 : 0) } }
}
