// SPDX-License-Identifier: Apache-2.0

public import Checks
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
    /// What the image was judged as.
    public var profile: Profile
    public var rulesVersion: Int
    /// Findings that count, by severity.
    public var counts: SeverityCounts
    public var budgets: [BudgetResult]
    /// nil when there is none.
    public var baseline: BaselineReport?
    /// Rules of a `.dive-ci` file that are not disabled; empty without one.
    public var dive: [DiveResult]
    /// nil for profiles without an orchestrator.
    public var deployment: DeploymentReport?

    public init(
        status: Status = .pass, failOn: Severity? = .high, profile: Profile = .default,
        rulesVersion: Int = RulesVersion.current, counts: SeverityCounts = SeverityCounts(),
        budgets: [BudgetResult] = [], baseline: BaselineReport? = nil, dive: [DiveResult] = [],
        deployment: DeploymentReport? = nil
    ) {
        self.status = status
        self.failOn = failOn
        self.profile = profile
        self.rulesVersion = rulesVersion
        self.counts = counts
        self.budgets = budgets
        self.baseline = baseline
        self.dive = dive
        self.deployment = deployment
    }
}
