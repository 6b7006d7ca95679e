// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// Whoever adds a rule decides what it means for an image that builds, and for one that others build on.
@Suite("Profiles")
struct ProfileTests {
    /// What an image that runs builds is there for.
    private static let cargoOfBuilders: Set<String> = [
        "build-tool", "dev-dependency", "source-code", "package-manager", "network-debug-tool", "large-base",
        "missing-healthcheck",
    ]
    /// What a base leaves to those who build on it.
    private static let leftByBases: Set<String> = [
        "root-user", "root-owned-entrypoint", "missing-healthcheck", "package-manager",
    ]
    /// Rules that neither profile switches off.
    private static let always: Set<String> = [
        "secret", "vcs-leftover", "package-cache", "dead-bytes", "leftover-dump", "ci-and-docker-files",
        "editor-and-os-leftover", "backup-file", "shell-history", "log-file", "logs-to-file", "temp-file",
        "duplicate-content", "documentation", "entrypoint-missing", "entrypoint-not-executable", "wrong-architecture",
        "writable-entrypoint", "empty-password", "passwordless-sudo", "uid-0-alias", "baked-in-password",
        "setuid-setgid", "file-capabilities", "world-writable", "unowned-files", "device-nodes", "ssh-server",
        "shared-host-keys", "authorized-keys", "sudo", "duplicate-uid", "machine-id-baked-in", "dev-mode",
        "dangerous-env", "end-of-life-base", "unpinned-base", "latest-tag", "sensitive-volume",
        "shell-form-entrypoint", "non-numeric-user", "privileged-port", "writable-rootfs", "too-many-layers",
        "add-remote-url", "curl-pipe-shell", "unpinned-install", "system-upgrade", "missing-labels",
        "shell-in-distroless", "digest-mismatch",
    ]

    @Test func `Every rule has a place in every profile`() {
        let ids = Set(RuleRegistry.descriptions.map(\.id))
        let named = ProfileTests.always.union(ProfileTests.cargoOfBuilders).union(ProfileTests.leftByBases)
        #expect(ids.subtracting(named).isEmpty, "decide what builder and base make of them")
        #expect(named.subtracting(ids).isEmpty)
        #expect(ProfileTests.always.isDisjoint(with: ProfileTests.cargoOfBuilders.union(ProfileTests.leftByBases)))
        for id in ids {
            #expect((Policy(profile: .default).setting(of: id).isOff ?? false) == false, "\(id)")
            #expect(
                (Policy(profile: .builder).setting(of: id).isOff ?? false) == ProfileTests.cargoOfBuilders.contains(id),
                "\(id)")
            #expect(
                (Policy(profile: .base).setting(of: id).isOff ?? false) == ProfileTests.leftByBases.contains(id),
                "\(id)")
        }
    }

    @Test func `Of what a builder is full of, only what leaks or harms is told`() throws {
        let image = try ExampleMaker.facts(
            ExampleImage.app(user: "").running(
                "apt-get install",
                [
                    .program("/usr/bin/gcc", size: 40_000_000), .program("/usr/bin/apt-get"),
                    .program("/usr/bin/tcpdump"), .file("/app/src/a.c", "int a;", size: 3_000_000),
                    .file("/app/.env", "GITLAB_TOKEN=", ExampleSecret.token, "\n"),
                    .program("/usr/local/bin/helper", mode: 0o4755),
                ]))
        let judged = Policy(profile: .builder).judge(RuleRegistry.check(image), image: image).findings
        let rules = Set(judged.map(\.rule))
        for rule in ["build-tool", "source-code", "package-manager", "network-debug-tool", "missing-healthcheck"] {
            #expect(!rules.contains(rule), "\(rule)")
        }
        for rule in ["secret", "setuid-setgid", "root-user"] { #expect(rules.contains(rule), "\(rule)") }
    }
}
