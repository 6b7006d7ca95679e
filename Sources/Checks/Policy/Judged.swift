// SPDX-License-Identifier: Apache-2.0
public import Findings

/// Findings as a policy sees them, and what of the policy was of use for one image.
public struct Judged: Sendable, Equatable {
    /// Suppressed ones too, each right behind what is left of it; those of rules that are off are gone.
    public var findings: [Finding]
    /// Indexes into `Policy.ignores` of those that hid something.
    public var usedIgnores: Set<Int> = []
    /// Entries of the baseline that still stand for something.
    public var matchedEntries: Set<Baseline.Entry> = []
    /// Those among them that cover several places and do not say which.
    public var placelessEntries: Set<Baseline.Entry> = []

    public init(findings: [Finding]) { self.findings = findings }
}
