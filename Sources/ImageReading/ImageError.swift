// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Why an image could not be found in what the user named.
public struct ImageError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        /// The file, directory or pipe could not be read.
        public static let unreadable = Code(rawValue: "unreadable")
        /// What was read is no image archive.
        public static let notAnImage = Code(rawValue: "not-an-image")
        /// A document is missing or says something that cannot be.
        public static let document = Code(rawValue: "document")
        /// No image, or more than one, fits what the user asked for.
        public static let choice = Code(rawValue: "choice")
        /// A limit was passed.
        public static let limit = Code(rawValue: "limit")
        /// The file changed while it was read.
        public static let changed = Code(rawValue: "changed")
    }

    public var code: Code
    /// What was wrong and what to do, as one sentence without its subject.
    public var what: String
    /// The archive.
    public var source: String
    /// The member of the archive; empty when it is the archive itself.
    public var member: String

    public init(_ code: Code, _ what: String, source: String, member: String = "") {
        self.code = code
        self.what = what
        self.source = source
        self.member = member
    }

    init(_ error: ArchiveError, source: String, member: String = "") {
        let code: Code =
            switch error.code {
            case .limit: .limit
            case .changed: .changed
            default: .unreadable
            }
        self.init(code, error.what + (error.offset.map { " (at byte \($0))" } ?? ""), source: source, member: member)
    }

    public var description: String { source + (member.isEmpty ? "" : ": " + member) + " " + what }

    /// A document beyond the limits; which of them follows from its size.
    static func tooLarge(document: String, _ size: Int64, _ limits: ReadingLimits, source: String) -> ImageError {
        ImageError(
            .limit,
            size > limits.documentBytes
                ? "is a document of \(size) bytes; at most \(limits.documentBytes) are read: raise --max-document-bytes"
                : "is a document too many: all that an archive streams by may have \(limits.allDocumentBytes) bytes; "
                    + "raise --max-all-document-bytes",
            source: source, member: document)
    }
}
