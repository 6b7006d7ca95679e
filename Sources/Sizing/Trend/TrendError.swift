// SPDX-License-Identifier: Apache-2.0

/// Why a line of a trend file cannot be used.
public struct TrendError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A sentence without its subject.
    public var what: String

    public init(_ what: String) { self.what = what }

    public var description: String { what }
}
