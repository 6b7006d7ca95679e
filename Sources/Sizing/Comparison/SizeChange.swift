// SPDX-License-Identifier: Apache-2.0

/// A number of bytes or things, before and after. Both are 0 or above.
public struct SizeChange: Sendable, Equatable {
    public var before: Int64
    public var after: Int64

    public init(_ before: Int64, _ after: Int64) {
        self.before = before
        self.after = after
    }

    /// Cannot overflow: both numbers are 0 or above.
    public var delta: Int64 { after - before }

    /// Of what was before; nil when that was nothing.
    public var percent: Double? { before > 0 ? Double(delta) / Double(before) * 100 : nil }
}
