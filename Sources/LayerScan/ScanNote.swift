// SPDX-License-Identifier: Apache-2.0

/// Something that was passed over or repaired while a layer was scanned. Said, never hidden.
public struct ScanNote: Sendable, Equatable {
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        /// A member has no readable name and was left out.
        public static let unnamedMember = Code(rawValue: "unnamed-member")
        /// A name tried to leave the root with `..`; it was kept inside.
        public static let escapingPath = Code(rawValue: "escaping-path")
        /// A package record is larger than what is kept; its packages are unknown.
        public static let packageRecordSkipped = Code(rawValue: "package-db-skipped")
        /// A package record is damaged; its packages are unknown.
        public static let packageRecordDamaged = Code(rawValue: "package-db-damaged")
        /// A small configuration file is larger than what is kept.
        public static let fileNotKept = Code(rawValue: "file-not-kept")
        /// The secret scan of a file failed.
        public static let secretScanFailed = Code(rawValue: "secret-scan-failed")
        /// An archive inside the layer was not opened, or not to its end, because of a limit.
        public static let nestedCut = Code(rawValue: "nested-archive-cut")
        /// An archive inside the layer is damaged or encrypted; what could be read of it was.
        public static let nestedDamaged = Code(rawValue: "nested-archive-damaged")
        /// A sparse file's holes are counted by their logical length.
        public static let sparseFile = Code(rawValue: "sparse-file")
        /// More notes of one kind than are kept.
        public static let more = Code(rawValue: "more")
    }

    public var code: Code
    /// Absolute path, bytes as the tar has them; empty for the layer as a whole.
    public var path: [UInt8]
    public var what: String

    public init(_ code: Code, path: [UInt8] = [], _ what: String) {
        self.code = code
        self.path = path
        self.what = what
    }
}
