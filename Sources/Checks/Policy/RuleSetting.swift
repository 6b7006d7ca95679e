// SPDX-License-Identifier: Apache-2.0
public import Findings

/// What a configuration makes of one rule.
public struct RuleSetting: Sendable, Equatable {
    /// nil: nobody said either, so that a profile may.
    public var isOff: Bool?
    /// Replaces a finding's severity wherever it is higher than info; nil leaves it.
    public var severity: Severity?
    /// What is allowed: kinds, names of tools and packages, absolute paths as patterns.
    public var allow: [String]

    public init(isOff: Bool? = nil, severity: Severity? = nil, allow: [String] = []) {
        self.isOff = isOff
        self.severity = severity
        self.allow = allow
    }
}
