// SPDX-License-Identifier: Apache-2.0

/// Why a text is not the JSON that was asked for.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is, for programs.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The text ends before the value does; also an empty text.
        public static let truncated = Code(rawValue: "truncated")
        /// A byte that cannot stand where it stands.
        public static let syntax = Code(rawValue: "syntax")
        /// A whole value, then something that is not white space.
        public static let trailingBytes = Code(rawValue: "trailing-bytes")
        /// One of `JSONLimits` is exceeded.
        public static let limit = Code(rawValue: "limit")
    }

    public let code: Code
    /// Where in the text, in bytes from its beginning (a byte order mark counts).
    public let offset: Int
    /// What was wrong, without the place.
    public let message: String

    public init(_ code: Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    public var description: String { "\(message) (byte \(offset))" }
}
