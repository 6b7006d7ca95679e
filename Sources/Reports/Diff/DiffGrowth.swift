// SPDX-License-Identifier: Apache-2.0

/// How much the app's own layers grew, and how much they may.
public struct DiffGrowth: Sendable, Equatable {
    /// Bytes of app layers, after minus before.
    public var bytes: Int64
    /// More than this breaks the budget.
    public var limit: Int64
    /// More than this is worth a warning.
    public var warning: Int64
    /// The two parts of the limit: bytes, and percent of the image before; nil where one is not set.
    public var limitBytes: Int64?
    public var limitPercent: Double?
    /// Nobody configured it.
    public var isDefault: Bool
    /// Why more than the limit is fine; nil when nobody accepted it.
    public var accepted: Acceptance?

    /// Growth that somebody accepted.
    public struct Acceptance: Sendable, Equatable {
        /// Image size up to which it holds; nil for this run alone.
        public var to: Int64?
        public var reason: String
        /// The last day on which it holds, `2027-03-01`; nil for this run alone or without end.
        public var expires: String?

        public init(to: Int64? = nil, reason: String, expires: String? = nil) {
            self.to = to
            self.reason = reason
            self.expires = expires
        }
    }

    public init(
        bytes: Int64, limit: Int64, warning: Int64, limitBytes: Int64?, limitPercent: Double?, isDefault: Bool = false,
        accepted: Acceptance? = nil
    ) {
        self.bytes = bytes
        self.limit = limit
        self.warning = warning
        self.limitBytes = limitBytes
        self.limitPercent = limitPercent
        self.isDefault = isDefault
        self.accepted = accepted
    }

    /// Bytes above the limit; 0 when it is kept.
    public var over: Int64 { above(bytes) }

    /// The growth that would be left without one cause, and what of it would still be too much.
    public func without(_ bytes: Int64) -> (growth: Int64, over: Int64) {
        let (rest, overflow) = self.bytes.subtractingReportingOverflow(bytes)
        return overflow ? (self.bytes, over) : (rest, above(rest))
    }

    /// Compared before it is subtracted: a size may be as large as a number can be, and shrinking is below zero.
    private func above(_ growth: Int64) -> Int64 { growth > limit ? growth - limit : 0 }
}
