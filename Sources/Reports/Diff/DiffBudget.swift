// SPDX-License-Identifier: Apache-2.0

/// One budget, what the image has of it, and why.
public struct DiffBudget: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable {
        case kept
        /// Kept, but growth is above the mark for a warning.
        case warned
        case broken
        /// Would be broken if nobody had accepted it.
        case accepted
    }

    /// `growth`, `image`, `live`, `layer 3`, `package curl`, or a path pattern.
    public var name: String
    public var limit: Int64
    /// Bytes of the image after; of growth the difference.
    public var actual: Int64
    /// The same of the image before; nil for growth.
    public var before: Int64?
    public var state: State
    /// What made it so: the largest cause in it; nil when nothing in it grew.
    public var cause: String?

    public init(name: String, limit: Int64, actual: Int64, before: Int64? = nil, state: State, cause: String? = nil) {
        self.name = name
        self.limit = limit
        self.actual = actual
        self.before = before
        self.state = state
        self.cause = cause
    }

    /// Bytes above the limit; 0 when it is kept.
    public var over: Int64 {
        let (over, overflow) = actual.subtractingReportingOverflow(limit)
        return overflow ? .max : max(0, over)
    }
}
