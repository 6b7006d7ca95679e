// SPDX-License-Identifier: Apache-2.0

/// Every key that a configuration may have, where it stands: what is read, what is documented and what errors suggest
/// are the same list.
enum ConfigurationKeys {
    static let top = [
        "version", "rules-version", "profile", "fail-on", "extends", "rules", "ignore", "base", "baseline", "budgets",
        "growth-accepted", "secrets", "limits",
    ]
    /// Those that may hold any number of things, none too.
    static let lists = ["extends", "rules", "ignore", "budgets", "paths", "packages", "allow", "secrets", "limits"]
    static let rule = ["severity", "allow"]
    static let ignore = ["rule", "kind", "path", "reason", "expires"]
    static let budgets = ["image", "live", "layer", "growth", "paths", "packages"]
    static let growth = ["bytes", "percent"]
    static let growthAccepted = ["to", "reason", "expires"]
    static let secrets = ["rules", "fingerprint-key", "fingerprint-key-file"]
    static let limits = ["layer-bytes", "entries", "ratio", "document-bytes"]

    /// All of them, as paths: `rules.*.severity`, `ignore[].path`.
    static let all: [String] =
        top + rule.map { "rules.*.\($0)" } + ignore.map { "ignore[].\($0)" } + budgets.map { "budgets.\($0)" }
        + growth.map { "budgets.growth.\($0)" } + growthAccepted.map { "growth-accepted.\($0)" }
        + secrets.map { "secrets.\($0)" } + limits.map { "limits.\($0)" }
}

extension Configuration {
    /// Every key that a configuration may have: `rules.*.severity`, `ignore[].path`.
    public static let keys = ConfigurationKeys.all
}
