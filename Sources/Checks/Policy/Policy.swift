// SPDX-License-Identifier: Apache-2.0
public import Findings

/// What fails, how much each rule matters, and what somebody decided to live with. Reading it from a file is another
/// room's work; this is what the file says.
public struct Policy: Sendable, Equatable {
    /// Findings of this severity or above fail; nil: nothing does.
    public var failOn: Severity?
    /// What the image is for; its settings give way to `rules`.
    public var profile: Profile
    /// Rules judge as in this version of the rule set.
    public var rulesVersion: Int
    /// By rule id.
    public var rules: [String: RuleSetting]
    public var ignores: [IgnoreEntry]
    /// Findings of the base image do not count.
    public var ignoresBase: Bool
    /// Findings that were accepted before.
    public var baseline: Baseline?
    /// Exceptions that ended before this day do not hold.
    public var today: CalendarDay

    public init(
        failOn: Severity? = .high, profile: Profile = .default, rulesVersion: Int = RulesVersion.current,
        rules: [String: RuleSetting] = [:], ignores: [IgnoreEntry] = [], ignoresBase: Bool = false,
        baseline: Baseline? = nil, today: CalendarDay = CalendarDay(secondsSince1970: 0)
    ) {
        self.failOn = failOn
        self.profile = profile
        self.rulesVersion = rulesVersion
        self.rules = rules
        self.ignores = ignores
        self.ignoresBase = ignoresBase
        self.baseline = baseline
        self.today = today
    }

    /// Nothing changed: rules judge as they are written.
    public static let standard = Policy()

    /// What the configuration, then the profile, make of a rule.
    public func setting(of rule: String) -> RuleSetting {
        guard let own = rules[rule] else { return profile.settings[rule] ?? RuleSetting() }
        guard let given = profile.settings[rule] else { return own }
        var setting = own
        if own.isOff == nil { setting.isOff = given.isOff }
        if own.severity == nil, own.isOff == nil { setting.severity = given.severity }
        return setting
    }

    /// Names that the rule is told to allow, for rules that must know them: what a permitted tool needs is needed.
    public var allowed: [String: Set<String>] {
        rules.compactMapValues { $0.allow.isEmpty ? nil : Set($0.allow) }
    }

    /// Whether these findings pass.
    public func passes(_ findings: [Finding]) -> Bool {
        guard let failOn else { return true }
        return !findings.contains { $0.suppressedBy == nil && $0.severity >= failOn }
    }
}
