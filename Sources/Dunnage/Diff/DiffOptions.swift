// SPDX-License-Identifier: Apache-2.0
public import Findings
public import Sizing

/// What a comparison is judged by.
public struct DiffOptions: Sendable, Equatable {
    public var budgets = Budgets()
    /// Growth that the configuration accepts.
    public var growthAccepted: GrowthAccepted?
    /// Why the growth of this one run is fine; nil when nobody said so.
    public var acceptReason: String?
    /// New findings of this severity or above fail; nil: nothing fails, budgets included.
    public var failOn: Severity? = .high
    /// By which exceptions end.
    public var today: CalendarDay

    public init(today: CalendarDay) { self.today = today }
}
