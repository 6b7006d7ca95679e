// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// One edit of a Dockerfile, by what it changes and where.
struct Edit {
    let id: String
    let remedy: String
    let layer: Int?
    private let theme: Theme

    private enum Theme {
        case multiStage
        case cache(String)
        case dead, ignore, omitDev, user, secrets, base, configuration, other
    }

    init(_ finding: Finding, _ image: ImageFacts) {
        let layer = finding.layer
        let suffix = layer.map { "-\($0)" } ?? ""
        if finding.origin == .base, finding.rule != "secret" {
            self.layer = nil
            theme = .base
            id = Fix.baseID
            remedy = "another base: a slim tag, distroless, or one without what the application does not need"
            return
        }
        if finding.category == .integrity {
            self.layer = nil
            theme = .other
            id = Fix.archiveID
            remedy = finding.remedy
            return
        }
        switch finding.rule {
        case "build-tool", "package-manager", "network-debug-tool":
            self.layer = layer
            theme = .multiStage
            id = "multi-stage" + suffix
            remedy = "build in a first stage; COPY --from=build what it made"
        case "package-cache":
            self.layer = layer
            theme = .cache(finding.kind)
            id = "cache-" + finding.kind + suffix
            remedy = finding.remedy
        case "dead-bytes":
            self.layer = finding.kind == "rewritten" ? finding.removedIn : layer
            theme = .dead
            id = "dead-" + finding.kind + suffix + (finding.removedIn.map { "-\($0)" } ?? "")
            remedy = finding.remedy
        case "dev-dependency":
            self.layer = layer
            theme = .omitDev
            id = "omit-dev" + suffix
            remedy = finding.remedy
        case "secret":
            self.layer = nil
            theme = .secrets
            id = Fix.secretsID
            remedy = "rotate; .dockerignore: .env *.pem .git; RUN --mount=type=secret"
        case "root-user", "root-owned-entrypoint", "dev-mode", "sudo", "passwordless-sudo", "writable-entrypoint",
            "non-numeric-user":
            self.layer = nil
            theme = .user
            id = "user"
            remedy = "USER with a number; CMD that starts what was built"
        case "source-code", "vcs-leftover", "pipeline-file", "editor-leftover", "shell-history", "leftover-dump",
            "log-file", "temp-file", "backup-file":
            self.layer = layer
            theme = .ignore
            id = "dockerignore" + suffix
            remedy = ".dockerignore: .git node_modules src tests *.log, or COPY only what runs"
        case "missing-healthcheck", "missing-labels", "latest-tag", "shell-form-entrypoint", "privileged-port",
            "unpinned-base", "add-remote-url", "curl-pipe-shell", "unpinned-install", "sensitive-volume",
            "dangerous-env", "writable-rootfs", "too-many-layers":
            self.layer = nil
            theme = .configuration
            id = "configuration"
            remedy = finding.remedy
        default:
            self.layer = layer
            theme = .other
            id = finding.rule + suffix
            remedy = finding.remedy
        }
    }

    /// What is wrong, in a few words.
    func title(_ findings: [Finding]) -> String {
        let first = findings.max { $0.bytes < $1.bytes } ?? findings.first
        switch theme {
        case .multiStage: return Edit.tools(findings)
        case .cache(let kind):
            return first.map { String($0.message.prefix { $0 != ":" }) } ?? kind
        case .dead: return first?.message ?? ""
        case .omitDev: return first.map { String($0.message.split(separator: ";").first ?? "") } ?? ""
        case .ignore:
            var names: [String] = []
            for finding in findings.sorted(by: { $0.bytes > $1.bytes }) {
                let name =
                    finding.rule == "source-code"
                    ? finding.kind : finding.rule == "vcs-leftover" ? "." + finding.kind : finding.kind
                if !names.contains(name) { names.append(name) }
            }
            return "copied along: " + ByteText.list(names, limit: 5)
        case .user:
            let worse = findings.filter { $0.severity > .info }
            return ByteText.list((worse.isEmpty ? findings : worse).map(\.message), limit: 2)
        case .secrets: return ByteText.count(findings.count, "secret")
        case .base: return "what the base brings: " + ByteText.list(Edit.rules(findings), limit: 4)
        case .configuration: return ByteText.list(findings.map(\.message), limit: 2)
        case .other: return first?.message ?? ""
        }
    }

    private static func rules(_ findings: [Finding]) -> [String] {
        var names: [String] = []
        for finding in findings where !names.contains(finding.rule) { names.append(finding.rule) }
        return names
    }

    /// `C and C++ toolchain, git and 24 packages only they need`.
    private static func tools(_ findings: [Finding]) -> String {
        var names: [String] = []
        for finding in findings.sorted(by: { $0.bytes > $1.bytes }) {
            guard finding.kind != ToolTally.orphans else { continue }
            let title = ToolTable.toolchains.first { $0.id == finding.kind }?.title ?? finding.rule
            if !names.contains(title) { names.append(title) }
        }
        let text = ByteText.list(names, limit: 3)
        return findings.contains { $0.kind == ToolTally.orphans } ? text + ", and packages only they need" : text
    }
}
