// SPDX-License-Identifier: Apache-2.0
public import Reports

/// The outcome of one run.
public struct Analysis: Sendable {
    public var report: Report
    /// What kept the run from vouching for everything, one sentence each; the report tells the rest.
    public var problems: [String]
    public var elapsed: Duration

    /// Findings at or above the gate's severity, or a broken budget.
    public var fails: Bool { report.images.contains { $0.verdict.status == .fail } }
    /// Something could not be read or trusted as a whole.
    public var isIncomplete: Bool { report.images.contains { $0.verdict.status == .incomplete } }
}
