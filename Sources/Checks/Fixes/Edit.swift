// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// One edit of a Dockerfile, by what it changes and where.
struct Edit {
    enum Theme: Equatable {
        /// What the container starts.
        case start
        case multiStage
        case cache(String)
        /// Several rules' files that a copy brought.
        case ignore
        case sources
        /// What a RUN left lying.
        case leftovers
        /// Owners and modes that one instruction set.
        case permissions
        /// Users, keys and ways in.
        case accounts
        case dead, omitDev, user, secrets, base, configuration, other
    }

    let id: String
    let layer: Int?
    let theme: Theme

    init(_ finding: Finding, _ origins: CopyOrigins) {
        let layer = finding.layer
        let suffix = layer.map { "-\($0)" } ?? ""
        // A slim base tells the package manager to leave documentation out, also of later packages.
        if finding.category == .documentation || finding.origin == .base && finding.rule != "secret" {
            (self.layer, theme, id) = (nil, .base, Fix.baseID)
            return
        }
        if finding.category == .integrity {
            (self.layer, theme, id) = (nil, .other, Fix.archiveID)
            return
        }
        switch finding.rule {
        case "build-tool", "package-manager", "network-debug-tool", "shell-in-distroless":
            (self.layer, theme, id) = (layer, .multiStage, "multi-stage" + suffix)
        case "dead-bytes" where finding.kind != "remade":
            self.layer = finding.kind == "rewritten" ? finding.removedIn : layer
            theme = .dead
            id = "dead-" + finding.kind + suffix + (finding.removedIn.map { "-\($0)" } ?? "")
        case "dev-dependency" where finding.kind == DevDependencyRule.startCommand, "dev-mode",
            "entrypoint-missing", "entrypoint-not-executable", "wrong-architecture":
            (self.layer, theme, id) = (nil, .start, Edit.startID)
        case "dev-dependency":
            (self.layer, theme, id) = (layer, .omitDev, "omit-dev" + suffix)
        case "secret":
            (self.layer, theme, id) = (nil, .secrets, Fix.secretsID)
        case "root-user", "root-owned-entrypoint", "sudo", "passwordless-sudo", "writable-entrypoint",
            "non-numeric-user":
            (self.layer, theme, id) = (nil, .user, "user")
        case "setuid-setgid", "file-capabilities", "world-writable", "unowned-files", "device-nodes":
            (self.layer, theme, id) = (layer, .permissions, "permissions" + suffix)
        case "empty-password", "baked-in-password", "uid-0-alias", "duplicate-uid", "ssh-server", "shared-host-keys",
            "authorized-keys", "machine-id-baked-in":
            (self.layer, theme, id) = (nil, .accounts, "accounts")
        case "missing-healthcheck", "missing-labels", "latest-tag", "shell-form-entrypoint", "privileged-port",
            "unpinned-base", "add-remote-url", "curl-pipe-shell", "unpinned-install", "sensitive-volume",
            "dangerous-env", "writable-rootfs", "too-many-layers", "logs-to-file", "large-base", "end-of-life-base",
            "system-upgrade":
            (self.layer, theme, id) = (nil, .configuration, "configuration")
        default:
            if IgnoreList.cures(finding), let copy = finding.claims.first.flatMap({ origins.copy(of: $0.inode) }) {
                (self.layer, theme, id) = (copy.layer, .ignore, "dockerignore-\(copy.layer)")
            } else if finding.rule == "package-cache" {
                (self.layer, theme, id) = (layer, .cache(finding.kind), "cache-" + finding.kind + suffix)
            } else if finding.rule == "source-code" {
                (self.layer, theme, id) = (layer, .sources, "sources" + suffix)
            } else if IgnoreList.cures(finding) || finding.rule == "temp-file" {
                (self.layer, theme, id) = (layer, .leftovers, "leftovers" + suffix)
            } else {
                (self.layer, theme, id) = (layer, .other, finding.rule + suffix)
            }
        }
    }

    /// The edit that comes before all others: what else is not needed depends on it.
    static let startID = "start-command"
}
