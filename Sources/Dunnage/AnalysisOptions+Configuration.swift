// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Checks
public import ConfigurationFile
internal import Findings
internal import Sizing

extension AnalysisOptions {
    /// Lays what a configuration says over these options. What it does not say stays as it is.
    ///
    /// - Throws: when the baseline or the fingerprint key that it names cannot be read.
    public mutating func apply(_ configuration: Configuration) throws(ConfigurationError) {
        if let failOn = configuration.failOn { policy.failOn = failOn.severity }
        if let profile = configuration.profile { policy.profile = profile }
        if let version = configuration.rulesVersion { policy.rulesVersion = version }
        if let base = configuration.base { policy.ignoresBase = base == .ignore }
        policy.rules.merge(configuration.rules) { $1 }
        policy.ignores += configuration.ignores
        budgets = budgets.overridden(by: configuration.budgets)
        if let file = configuration.baseline { try useBaseline(file) }
        if let key = try configuration.readFingerprintKey() { fingerprintKey = key }
        limits.layerBytes = configuration.limits.layerBytes ?? limits.layerBytes
        limits.entries = configuration.limits.entries ?? limits.entries
        limits.ratio = configuration.limits.ratio ?? limits.ratio
        limits.documentBytes = configuration.limits.documentBytes ?? limits.documentBytes
    }

    /// Accepts what a baseline's file lists, in place of what another one listed.
    public mutating func useBaseline(_ file: String) throws(ConfigurationError) {
        policy.baseline = try ConfigurationLoader.baseline(file)
        baselineFile = file
    }
}
