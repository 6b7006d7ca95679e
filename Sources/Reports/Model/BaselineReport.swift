// SPDX-License-Identifier: Apache-2.0
public import Findings

/// What a baseline did for one image.
public struct BaselineReport: Sendable, Equatable {
    /// As it was named.
    public var file: String
    /// The last day on which it holds.
    public var expires: CalendarDay
    /// It ended: it covers nothing.
    public var isExpired: Bool
    /// How many findings it takes out of the count.
    public var covered: Int

    public init(file: String, expires: CalendarDay, isExpired: Bool, covered: Int) {
        self.file = file
        self.expires = expires
        self.isExpired = isExpired
        self.covered = covered
    }
}
