// SPDX-License-Identifier: Apache-2.0

/// Where rules come from: the practice behind each, and what other tools call the same thing, for those who come from
/// them (CIS-DI, DKL: dockle; DL: hadolint; DS: trivy). Data only; a test holds that every rule has a row.
public enum RuleOrigins {
    static let rows: [(rule: String, practice: Practice, elsewhere: String)] = [
        ("secret", .noSecrets, "CIS-DI-0010"),
        ("build-tool", .multiStage, ""),
        ("root-user", .notRoot, "CIS-DI-0001, DL3002, DS002"),
        ("root-owned-entrypoint", .notRoot, ""),
        ("dev-dependency", .multiStage, ""),
        ("source-code", .multiStage, ""),
        ("vcs-leftover", .multiStage, ""),
        (
            "package-cache", .smallImage,
            "DKL-DI-0004, DKL-DI-0005, DL3009, DL3019, DL3032, DL3036, DL3040, DL3042, DL3060"
        ),
        ("dead-bytes", .smallImage, "dive's wasted space"),
        ("leftover-dump", .noSecrets, ""),
        ("ci-and-docker-files", .multiStage, "DKL-LI-0003"),
        ("editor-and-os-leftover", .multiStage, "DKL-LI-0003"),
        ("backup-file", .multiStage, ""),
        ("shell-history", .noSecrets, ""),
        ("log-file", .logsToConsole, ""),
        ("logs-to-file", .logsToConsole, ""),
        ("temp-file", .smallImage, ""),
        ("duplicate-content", .smallImage, ""),
        ("documentation", .minimalBase, ""),
        ("entrypoint-missing", .startsAndStops, ""),
        ("entrypoint-not-executable", .startsAndStops, ""),
        ("wrong-architecture", .startsAndStops, ""),
        ("writable-entrypoint", .leastPrivilege, ""),
        ("empty-password", .leastPrivilege, "DKL-LI-0001"),
        ("passwordless-sudo", .leastPrivilege, ""),
        ("uid-0-alias", .notRoot, "DKL-LI-0002"),
        ("baked-in-password", .noSecrets, ""),
        ("setuid-setgid", .leastPrivilege, "CIS-DI-0008"),
        ("file-capabilities", .leastPrivilege, ""),
        ("world-writable", .leastPrivilege, ""),
        ("unowned-files", .leastPrivilege, ""),
        ("device-nodes", .leastPrivilege, ""),
        ("ssh-server", .minimalBase, ""),
        ("shared-host-keys", .noSecrets, ""),
        ("authorized-keys", .leastPrivilege, ""),
        ("sudo", .leastPrivilege, "DKL-DI-0001, DL3004"),
        ("duplicate-uid", .leastPrivilege, "DKL-LI-0002"),
        ("machine-id-baked-in", .noSecrets, ""),
        ("dev-mode", .production, ""),
        ("dangerous-env", .production, ""),
        ("end-of-life-base", .minimalBase, ""),
        ("large-base", .minimalBase, ""),
        ("unpinned-base", .pinnedInputs, ""),
        ("latest-tag", .pinnedInputs, "DKL-DI-0006, DL3006, DL3007"),
        ("sensitive-volume", .leastPrivilege, "DKL-DI-0002"),
        ("shell-form-entrypoint", .startsAndStops, "DL3025"),
        ("non-numeric-user", .notRoot, "DL3066"),
        ("privileged-port", .notRoot, ""),
        ("writable-rootfs", .readOnly, ""),
        ("too-many-layers", .smallImage, "DL3059"),
        ("add-remote-url", .pinnedInputs, "CIS-DI-0009, DL3020, DS005"),
        ("curl-pipe-shell", .pinnedInputs, ""),
        ("unpinned-install", .pinnedInputs, "DL3008, DL3013, DL3016, DL3018, DL3028, DL3033, DL3037, DL3041, DL3062"),
        ("system-upgrade", .pinnedInputs, "DKL-DI-0003, DL3035"),
        ("missing-labels", .traceable, "DL3048 to DL3058"),
        ("missing-healthcheck", .healthChecks, "CIS-DI-0006, DS026"),
        ("package-manager", .minimalBase, ""),
        ("network-debug-tool", .minimalBase, "DL3001"),
        ("shell-in-distroless", .minimalBase, ""),
        ("digest-mismatch", .traceable, ""),
    ]

    /// The practice that a rule enforces; nil for an id that is none.
    public static func practice(of rule: String) -> Practice? { rows.first { $0.rule == rule }?.practice }

    /// What other tools call it; empty where none has it.
    public static func elsewhere(_ rule: String) -> String { rows.first { $0.rule == rule }?.elsewhere ?? "" }
}
