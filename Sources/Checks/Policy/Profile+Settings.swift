// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension Profile {
    /// What the profile makes of rules; those it does not name judge as they are written.
    public var settings: [String: RuleSetting] {
        switch self {
        case .default: [:]
        case .builder:
            // It runs jobs, not services, and is large on purpose.
            Profile.off([
                "build-tool", "dev-dependency", "source-code", "package-manager", "network-debug-tool", "large-base",
                "missing-healthcheck",
            ])
        case .base: Profile.off(["root-user", "root-owned-entrypoint", "missing-healthcheck", "package-manager"])
        // Probes stand in the pod's own manifest; HEALTHCHECK is not even read.
        case .kubernetes: Profile.off(["missing-healthcheck"])
        // `depends_on: condition: service_healthy` waits for it.
        case .compose: ["missing-healthcheck": RuleSetting(severity: .medium)]
        }
    }

    private static func off(_ rules: [String]) -> [String: RuleSetting] {
        Dictionary(uniqueKeysWithValues: rules.map { ($0, RuleSetting(isOff: true)) })
    }
}
