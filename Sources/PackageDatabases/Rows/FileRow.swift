// SPDX-License-Identifier: Apache-2.0

/// One path of a package's file list.
public struct FileRow: Sendable {
    /// The directory, when the database writes it once for many files; else empty.
    public var directory: TextRange
    /// The rest of the path, or all of it; a leading slash may or may not be there, `..` may occur.
    public var name: TextRange
    /// Where the recorded hash starts in `DatabaseRows.hashes`.
    public var hash: UInt32
    public var hashKind: HashKind
    public var flags: Flags

    /// Which hash a database recorded of a file's content.
    public enum HashKind: UInt8, Sendable {
        case none, md5, sha1, sha256

        /// Bytes of such a hash.
        public var count: Int {
            switch self {
            case .none: 0
            case .md5: 16
            case .sha1: 20
            case .sha256: 32
            }
        }
    }

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Meant to be edited: a change means nothing.
        public static let configuration = Flags(rawValue: 1)
        /// The database says that it is a directory.
        public static let directory = Flags(rawValue: 2)
        /// Named by the package but not part of it (rpm's %ghost).
        public static let ghost = Flags(rawValue: 4)
    }

    init(directory: TextRange = .empty, name: TextRange, flags: Flags = []) {
        self.directory = directory
        self.name = name
        self.flags = flags
        hash = 0
        hashKind = .none
    }
}
