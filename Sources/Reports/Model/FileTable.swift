// SPDX-License-Identifier: Apache-2.0

public import Findings
public import Sizing

/// Every file copy of an image, live or dead, and the directories above them: for formats that show single files.
///
/// A row a file and no string: 200,000 files take 15 MB. Directories come before what lies in them, and the rows of a
/// directory stand together, in the order of their names' bytes. An inode with several names has one row, under its
/// first.
public struct FileTable: Sendable, Equatable {
    /// A file copy or a directory.
    public struct Row: Sendable, Equatable {
        /// Row of the directory; -1 for the root.
        public var parent: Int32
        /// Into `FileTable.names`; empty for the root.
        public var name: Range<Int32>
        /// Content bytes; 0 for everything but regular files.
        public var bytes: Int64
        /// The layer that ships it; -1 for a directory.
        public var layer: Int32
        /// The layer that hid it; -1 while it is live.
        public var removedIn: Int32
        /// Into `FileTable.packages`; -1 for none.
        public var package: Int32
        /// Owner, group and mode: 0 where `isListed` is false.
        public var uid: UInt32
        public var gid: UInt32
        public var mode: UInt16
        public var kind: FileKind
        public var state: FindingState
        /// The reclaimable category that a finding claims it for; nil for none.
        public var category: Category?
        /// False for a directory that no layer has a member for: its owner and mode are nobody's.
        public var isListed = true

        public init(
            parent: Int32, name: Range<Int32>, bytes: Int64 = 0, layer: Int32 = -1, removedIn: Int32 = -1,
            package: Int32 = -1, uid: UInt32 = 0, gid: UInt32 = 0, mode: UInt16 = 0,
            kind: FileKind = .file, state: FindingState = .live, category: Category? = nil
        ) {
            self.parent = parent
            self.name = name
            self.bytes = bytes
            self.layer = layer
            self.removedIn = removedIn
            self.package = package
            self.uid = uid
            self.gid = gid
            self.mode = mode
            self.kind = kind
            self.state = state
            self.category = category
        }
    }

    public var rows: [Row]
    /// The names of all rows, one behind another, whatever their encoding.
    public var names: [UInt8]
    /// Names of packages.
    public var packages: [String]

    public init(rows: [Row] = [], names: [UInt8] = [], packages: [String] = []) {
        self.rows = rows
        self.names = names
        self.packages = packages
    }

    /// A row's own name; empty for the root.
    public func name(of row: Row) -> ArraySlice<UInt8> { names[Int(row.name.lowerBound)..<Int(row.name.upperBound)] }

    /// Puts a row's absolute path into `path`, in place of what is there.
    public func readPath(of index: Int, into path: inout [UInt8]) {
        path.removeAll(keepingCapacity: true)
        var chain: [Int] = []
        var current = index
        while rows[current].parent >= 0 {
            chain.append(current)
            current = Int(rows[current].parent)
        }
        if chain.isEmpty { path.append(UInt8(ascii: "/")) }
        for row in chain.reversed() {
            path.append(UInt8(ascii: "/"))
            path.append(contentsOf: name(of: rows[row]))
        }
    }
}
