// SPDX-License-Identifier: Apache-2.0

/// A budget that cannot be understood.
public struct BudgetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence without a full stop: what is wrong, and what would be right.
    public var what: String

    public init(_ what: String) { self.what = what }

    public var description: String { what }
}
