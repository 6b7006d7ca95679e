// SPDX-License-Identifier: Apache-2.0

/// A configuration that cannot be used. Nothing is judged by half of one.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// As it was named, or as it was found.
    public var file: String
    /// From 1; nil when it is about the file as a whole.
    public var line: Int?
    /// One sentence without a full stop: what is wrong, and the nearest right word.
    public var what: String

    public init(file: String, line: Int? = nil, what: String) {
        self.file = file
        self.line = line
        self.what = what
    }

    /// `.dunnage.yml:3: there is no key «fail_on»: did you mean «fail-on»?`
    public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + what }
}
