// SPDX-License-Identifier: Apache-2.0
public import Findings

/// What a rule is about, for its page, for reports and for its own tests.
public struct RuleDescription: Sendable {
    /// Stable, kebab-case: what configuration and reports name.
    public let id: String
    /// What it finds, in a few words without a full stop.
    public let title: String
    /// The highest severity it gives by default; single findings may have less.
    public let severity: Severity
    public let category: Category
    /// Why anyone should care.
    public let rationale: String
    /// What to change in a Dockerfile.
    public let remedy: String
    /// What it reads of an image.
    public let needs: RuleNeeds
    /// At least one that fires and one that stays quiet.
    public let examples: [RuleExample]

    /// True when it reads what images of Windows do not have: modes, package records, a start that can be followed.
    public var skipsWindows: Bool { !needs.isDisjoint(with: [.permissions, .entry, .packages]) }
}
