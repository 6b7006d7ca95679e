// SPDX-License-Identifier: Apache-2.0
public import Reports

/// The outcome of one run.
public struct Analysis: Sendable {
    public var report: Report
    /// What kept the run from vouching for everything, one sentence each; the report tells the rest.
    public var problems: [String]
    public var elapsed: Duration
    /// Of all images, those that `report` does not hold among them.
    public var summary: RunSummary

    /// Findings at or above the gate's severity, or a broken budget.
    public var fails: Bool { summary.failed > 0 }
    /// Something could not be read or trusted as a whole.
    public var isIncomplete: Bool { summary.incomplete > 0 }
}
