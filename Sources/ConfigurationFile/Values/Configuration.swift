// SPDX-License-Identifier: Apache-2.0
public import Checks
public import Sizing

/// What a configuration file says, and the files it extends: plain values, nothing applied yet. What nobody set is
/// nil or empty.
public struct Configuration: Sendable, Equatable {
    /// The files it came from: the named one first, then what it extends.
    public var files: [String] = []
    /// Rules judge as they did in this version of the rule set; nil: as they do now.
    public var rulesVersion: Int?
    public var profile: Profile?
    public var failOn: Gate?
    /// By rule id.
    public var rules: [String: RuleSetting] = [:]
    public var ignores: [IgnoreEntry] = []
    /// What findings in layers of the base image mean; nil: the same as others.
    public var base: BasePolicy?
    /// A file of accepted findings, as seen from the working directory.
    public var baseline: String?
    public var budgets = Budgets()
    public var growthAccepted: GrowthAccepted?
    /// Files with more rules for secrets, in gitleaks' format.
    public var secretRules: [String] = []
    public var fingerprintKey: FingerprintKey?
    public var limits = Limits()

    public init() {}
}
