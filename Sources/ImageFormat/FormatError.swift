// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// Why a document of an image cannot be used.
public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is, for programs.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes are no JSON.
        public static let json = Code(rawValue: "json")
        /// A value of another JSON type than the format has there.
        public static let type = Code(rawValue: "type")
        /// A field that the format requires is not there.
        public static let missing = Code(rawValue: "missing")
        /// A digest that is none, or of an unknown algorithm.
        public static let digest = Code(rawValue: "digest")
        /// A size that cannot be one.
        public static let size = Code(rawValue: "size")
    }

    public let code: Code
    /// Which document, as the caller named it: `manifest.json`, `index.json`, `config sha256:…`.
    public let document: String
    /// The place as a JSON pointer (RFC 6901), empty for the whole document; nil when the text is no JSON.
    public let pointer: String?
    /// Bytes from the document's beginning; nil when the text is JSON.
    public let offset: Int?
    /// What was wrong, without the place.
    public let message: String

    public init(_ code: Code, document: String, pointer: String, _ message: String) {
        self.code = code
        self.document = document
        self.pointer = pointer
        offset = nil
        self.message = message
    }

    public init(_ error: JSONError, document: String) {
        code = .json
        self.document = document
        pointer = nil
        offset = error.offset
        message = error.message
    }

    public var description: String {
        if let offset { return "\(document) is not JSON: \(message) (byte \(offset))" }
        guard let pointer, !pointer.isEmpty else { return "\(document): \(message)" }
        return "\(document): \(message) (at \(pointer))"
    }
}
