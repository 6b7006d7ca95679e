// SPDX-License-Identifier: Apache-2.0

/// One size limit and what the image has of it, in bytes.
public struct BudgetResult: Sendable, Equatable {
    /// `image`, `live`, `growth`, `layer`, `layer 4`, `package NAME`, or a path pattern.
    public var name: String
    public var limit: Int64
    public var actual: Int64
    /// False also when the image is not complete: what was not read cannot be vouched for.
    public var ok: Bool
    /// What weighs most in it; nil when nothing does.
    public var cause: String?

    public init(name: String, limit: Int64, actual: Int64, ok: Bool, cause: String? = nil) {
        self.name = name
        self.limit = limit
        self.actual = actual
        self.ok = ok
        self.cause = cause
    }
}
