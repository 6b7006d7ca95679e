// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not what `PackedBytes` wrote for this program.
public struct PackedError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Sendable {
        /// Written by a version that this one does not understand.
        case newer
        /// Cut off, changed, or never right.
        case damaged
        /// More than a file of its kind may ask for.
        case limit
    }

    public var code: Code
    /// A sentence without its subject and full stop: «is cut off».
    public var what: String

    public init(_ code: Code, _ what: String) {
        self.code = code
        self.what = what
    }

    public var description: String { what }
}
