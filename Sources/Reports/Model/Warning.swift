// SPDX-License-Identifier: Apache-2.0

/// Something that went wrong, or a doubt, that did not stop the run.
public struct Warning: Sendable, Equatable {
    /// The code of an archive that could not be read at all.
    public static let unread = "unread-archive"

    /// Kebab-case and stable, such as `package-db-skipped`.
    public var code: String
    /// One sentence.
    public var message: String
    /// Archive, layer or path; nil for the run as a whole.
    public var `where`: String?

    public init(code: String, message: String, where: String? = nil) {
        self.code = code
        self.message = message
        self.where = `where`
    }
}
