// SPDX-License-Identifier: Apache-2.0

/// Why a package record could not be read.
public struct PackageError: Error, Sendable, CustomStringConvertible {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        /// The bytes are no record of this kind, or are cut off.
        public static let malformed = Code(description: "malformed")
        /// Larger than `DatabaseKind.sizeLimit`.
        public static let tooLarge = Code(description: "too-large")
        /// A form that is known but not read (an encrypted or big-endian database …).
        public static let unsupported = Code(description: "unsupported")
    }

    public var code: Code
    /// The path of the record in its layer, without a leading slash.
    public var path: [UInt8]
    /// What was wrong.
    public var reason: String
    /// The byte at which reading stopped; nil when no single byte is to blame.
    public var offset: Int?

    init(_ code: Code, path: [UInt8] = [], _ reason: String, at offset: Int? = nil) {
        self.code = code
        self.path = path
        self.reason = reason
        self.offset = offset
    }

    public var description: String {
        let place = offset.map { " at byte \($0)" } ?? ""
        return "package record /\(String(decoding: path, as: UTF8.self)) is \(code)\(place): \(reason)"
    }
}
