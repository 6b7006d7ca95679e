// SPDX-License-Identifier: Apache-2.0

/// Why bytes could not be read: what, where, and what lies behind it.
public struct ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is; callers decide by it.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        /// The system would not open or read the file.
        public static let system = Code(rawValue: "system")
        /// The bytes end before they should.
        public static let truncated = Code(rawValue: "truncated")
        /// The bytes are not what their format demands.
        public static let damaged = Code(rawValue: "damaged")
        /// The file is not of any format that is read here.
        public static let unknownFormat = Code(rawValue: "unknown-format")
        /// A limit of `ReadingLimits` was passed.
        public static let limit = Code(rawValue: "limit")
        /// The file changed while it was read.
        public static let changed = Code(rawValue: "changed")
        /// The program that should deliver the bytes is missing or failed.
        public static let unavailable = Code(rawValue: "unavailable")
        /// libarchive lacks a codec.
        public static let unsupported = Code(rawValue: "unsupported")
    }

    public var code: Code
    /// A sentence without its subject: «is cut off after 512 bytes».
    public var what: String
    /// The file, layer or member; empty until somebody who knows fills it in.
    public var place: String
    /// Byte offset in the uncompressed stream; nil when it means nothing, as where a library lost its place.
    public var offset: Int64?

    public init(_ code: Code, _ what: String, place: String = "", offset: Int64? = nil) {
        self.code = code
        self.what = what
        self.place = place
        self.offset = offset.flatMap { $0 < 0 ? nil : $0 }
    }

    /// The same error, said of `place` unless a nearer one is known.
    public func at(_ place: String) -> ArchiveError {
        guard self.place.isEmpty else { return self }
        var error = self
        error.place = place
        return error
    }

    public var description: String {
        (place.isEmpty ? "" : place + " ") + what + (offset.map { " (at byte \($0))" } ?? "")
    }
}
