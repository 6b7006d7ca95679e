// SPDX-License-Identifier: Apache-2.0
public import Findings

/// What fails, and how much each rule matters. Reading it from a file is another room's work; this is what the file
/// says.
public struct Policy: Sendable, Equatable {
    /// Findings of this severity or above fail; nil: nothing does.
    public var failOn: Severity?
    /// By rule id.
    public var rules: [String: RuleSetting]
    /// Findings of the base image do not count.
    public var ignoresBase: Bool

    public init(failOn: Severity? = .high, rules: [String: RuleSetting] = [:], ignoresBase: Bool = false) {
        self.failOn = failOn
        self.rules = rules
        self.ignoresBase = ignoresBase
    }

    /// Nothing changed: rules judge as they are written.
    public static let standard = Policy()

    /// Findings as the policy sees them: rules that are off are gone, what is allowed is suppressed with its reason.
    public func apply(_ findings: [Finding]) -> [Finding] {
        findings.compactMap { finding in
            var finding = finding
            if let setting = rules[finding.rule] {
                if setting.isOff == true { return nil }
                if let severity = setting.severity, finding.severity > .info { finding.severity = severity }
                if setting.allow.contains(finding.kind) {
                    finding.suppressedBy = "allowed by rules.\(finding.rule).allow"
                }
            }
            if ignoresBase, finding.origin == .base, finding.suppressedBy == nil {
                finding.suppressedBy = "base image"
            }
            return finding
        }
    }

    /// Whether these findings pass.
    public func passes(_ findings: [Finding]) -> Bool {
        guard let failOn else { return true }
        return !findings.contains { $0.suppressedBy == nil && $0.severity >= failOn }
    }

    /// How many findings of each severity count, suppressed ones left out.
    public static func counts(_ findings: [Finding]) -> [Severity: Int] {
        var counts: [Severity: Int] = [:]
        for finding in findings where finding.suppressedBy == nil { counts[finding.severity, default: 0] += 1 }
        return counts
    }
}
