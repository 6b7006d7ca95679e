// SPDX-License-Identifier: Apache-2.0
public import Findings

/// Growth that somebody decided to accept: up to a size, for a reason, until a day.
public struct GrowthAccepted: Sendable, Equatable {
    /// The image's size in bytes up to which growth is accepted.
    public var to: Int64
    public var reason: String
    /// The last day on which it holds; nil: until it is taken away.
    public var expires: CalendarDay?

    public init(to: Int64, reason: String, expires: CalendarDay? = nil) {
        self.to = to
        self.reason = reason
        self.expires = expires
    }

    /// Whether it still holds on that day.
    public func holds(on day: CalendarDay) -> Bool { expires.map { day <= $0 } ?? true }
}
