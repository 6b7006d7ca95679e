// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// The container starts as uid 0, however that is spelled.
enum RootUserRule: Rule {
    static let description = RuleDescription(
        id: "root-user",
        title: "The container runs as root",
        severity: .high,
        category: .privilege,
        rationale: """
            A process that runs as uid 0 may change every file of its container, and one that escapes is root on the \
            host. The user is what the final /etc/passwd makes of USER: an empty USER, 0, 0:0, root and any name with \
            uid 0 are all root.
            """,
        remedy: "Create a user and end with USER and its number: RUN adduser -S -u 1001 app, then USER 1001",
        needs: [.config, .entry],
        examples: [
            .fires("no USER", .app(user: ""), severity: .high),
            .fires("USER 0:0", .app(user: "0:0"), severity: .high),
            .fires(
                "a name whose uid is 0", .app(.accounts("admin:x:0:0::/:/bin/sh"), user: "admin"), severity: .high),
            .fires(
                "a name that nobody has", .app(.accounts("app:x:1001:1001::/:/bin/sh"), user: "nobdy"),
                kind: "unknown-user", severity: .high),
            .fires(
                "an entry script that steps down",
                .app(
                    .script(
                        "/entry.sh",
                        "#!/bin/sh\nif [ \"$(id -u)\" = 0 ]; then\nexec gosu app \"$0\" \"$@\"\nfi\nexec \"$@\"\n"),
                    .program("/bin/sh"), user: ""
                ).with { $0.entrypoint = ["/entry.sh"] }, kind: "steps-down", severity: .low),
            .quiet("a number without an entry", .app(user: "65532:65532")),
            .quiet("a name with another uid", .app(.accounts("app:x:1001:1001::/:/bin/sh"), user: "app")),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let user = image.user
        guard user.isResolved else {
            return findings.add(
                finding(
                    "unknown-user", .high,
                    "USER \(user.written) has no entry in /etc/passwd: the container does not start",
                    "Create the user in this stage, or write its number"))
        }
        guard user.isRoot else { return }
        let written = user.written.isEmpty ? "no USER" : "USER \(user.written)"
        if let step = image.entry.stepDown {
            let name = step.user.isEmpty ? "another user" : step.user
            return findings.add(
                finding(
                    "steps-down", .low, "starts as root (\(written)), steps down to \(name): \(step.proof)",
                    "Where nothing before it needs root, write USER \(step.user.isEmpty ? "…" : step.user)"))
        }
        findings.add(finding("root", .high, "runs as root (\(written))", description.remedy))
    }

    private static func finding(_ kind: String, _ severity: Severity, _ message: String, _ remedy: String) -> Finding {
        Finding(
            rule: description.id, kind: kind, severity: severity, category: .privilege, message: message,
            remedy: remedy, origin: .app, fingerprint: Fingerprint.of(description.id, kind),
            locations: [Location(path: "config:User", layer: nil)])
    }
}
