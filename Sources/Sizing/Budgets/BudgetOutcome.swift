// SPDX-License-Identifier: Apache-2.0

/// One limit and what the image has of it, in bytes.
public struct BudgetOutcome: Sendable, Equatable {
    /// `image`, `live`, `layer`, `layer 4`, a pattern, or `package NAME`.
    public var name: String
    public var limit: Int64
    public var actual: Int64
    /// What weighs most in it; nil when nothing does.
    public var cause: String?
    /// False when nothing in the image is what the budget is about: it says nothing then.
    public var isAboutSomething: Bool

    public init(name: String, limit: Int64, actual: Int64, cause: String? = nil, isAboutSomething: Bool = true) {
        self.name = name
        self.limit = limit
        self.actual = actual
        self.cause = cause
        self.isAboutSomething = isAboutSomething
    }

    /// A size at its limit keeps it.
    public var isKept: Bool { actual <= limit }
}
