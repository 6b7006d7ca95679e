// SPDX-License-Identifier: Apache-2.0

public import Findings

/// Whether the image may pass.
public struct Verdict: Sendable, Equatable {
    /// The outcome of the gate.
    public enum Status: String, Sendable, CaseIterable {
        case pass, fail
        /// The image could not be read or trusted as a whole, so nothing vouches for the rest.
        case incomplete
    }

    public var status: Status
    /// Findings of this severity or above fail; nil: nothing does.
    public var failOn: Severity?
    /// Findings that count, by severity.
    public var counts: SeverityCounts
    public var budgets: [BudgetResult]

    public init(
        status: Status = .pass, failOn: Severity? = .high, counts: SeverityCounts = SeverityCounts(),
        budgets: [BudgetResult] = []
    ) {
        self.status = status
        self.failOn = failOn
        self.counts = counts
        self.budgets = budgets
    }
}
