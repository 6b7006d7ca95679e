// SPDX-License-Identifier: Apache-2.0
public import Findings
public import Sizing

/// Files of an image as `dunnage files` shows them: a tree of directories with sums, or one row a file copy.
public struct FileListing: Sendable, Equatable {
    public enum View: String, Sendable {
        case tree, flat
    }

    public var reference: String?
    public var platform: String?
    public var view: View
    /// Content bytes and number of all files that were asked for, shown or not.
    public var bytes: Int64
    public var files: Int64
    /// In the order to show them; a tree's children stand behind their directory.
    public var rows: [Row]
    /// Rows that the limits left out.
    public var omitted: Int

    public init(
        reference: String?, platform: String? = nil, view: View, bytes: Int64 = 0, files: Int64 = 0, rows: [Row] = [],
        omitted: Int = 0
    ) {
        self.reference = reference
        self.platform = platform
        self.view = view
        self.bytes = bytes
        self.files = files
        self.rows = rows
        self.omitted = omitted
    }

    /// A file copy, or a directory with all below it.
    public struct Row: Sendable, Equatable {
        /// Absolute, as the layer's tar spells it, whatever its encoding.
        public var path: [UInt8]
        /// 0 for the root.
        public var depth: Int
        public var kind: FileKind
        public var bytes: Int64
        /// 1 for a file; how many of those asked for lie in a directory.
        public var files: Int64
        /// nil for a directory that no layer has a member for.
        public var mode: UInt16?
        public var uid: UInt32?
        public var gid: UInt32?
        /// The layer that ships it; nil for a directory.
        public var layer: Int?
        public var state: FindingState
        /// The layer that hid it; nil while it is live.
        public var removedIn: Int?
        /// The package that owns it; nil for none.
        public var package: String?
        /// Whether the content is another than its package's database records; nil where nothing was compared.
        public var changed: Bool?
        /// A symbolic link's text.
        public var target: [UInt8]?
        /// The other live names of the same file: hard links, which cost nothing.
        public var otherNames: [[UInt8]]

        public init(
            path: [UInt8], depth: Int, kind: FileKind, bytes: Int64, files: Int64, mode: UInt16? = nil,
            uid: UInt32? = nil,
            gid: UInt32? = nil, layer: Int? = nil, state: FindingState = .live, removedIn: Int? = nil,
            package: String? = nil, changed: Bool? = nil, target: [UInt8]? = nil, otherNames: [[UInt8]] = []
        ) {
            self.path = path
            self.depth = depth
            self.kind = kind
            self.bytes = bytes
            self.files = files
            self.mode = mode
            self.uid = uid
            self.gid = gid
            self.layer = layer
            self.state = state
            self.removedIn = removedIn
            self.package = package
            self.changed = changed
            self.target = target
            self.otherNames = otherNames
        }
    }
}
