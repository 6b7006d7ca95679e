// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Accounts that need no password.
enum EmptyPasswordRule: Rule {
    static let description = RuleDescription(
        id: "empty-password",
        title: "An account without a password",
        severity: .high,
        category: .privilege,
        rationale: """
            An empty password field is not a locked account: it is one that anybody in the container may become, with \
            su or over a service that asks PAM. `*`, `!` and `x` are locked and stay quiet.
            """,
        remedy: "RUN passwd -l NAME, or usermod -p '*' NAME",
        needs: .permissions,
        examples: [
            .fires(
                "in /etc/shadow", .app(.accounts(), .file("/etc/shadow", "root::19000:0:::::\n")), kind: "login",
                severity: .high),
            .fires(
                "in /etc/passwd", .app(.file("/etc/passwd", "root::0:0:root:/root:/bin/sh\n")), kind: "login",
                severity: .high),
            .fires(
                "of an account that cannot log in",
                .app(.accounts("app:x:1001:1001::/:/sbin/nologin"), .file("/etc/shadow", "app::19000:0:::::\n")),
                kind: "no-login", severity: .low),
            .quiet(
                "locked in every spelling",
                .app(
                    .accounts("a:x:1:1::/:/bin/sh", "b:x:2:2::/:/bin/sh", "c:x:3:3::/:/bin/sh"),
                    .file("/etc/shadow", "root:*:1::::::\na:!:1::::::\nb:!*:1::::::\nc:x:1::::::\n"))),
            .quiet("an entry without an account", .app(.accounts(), .file("/etc/shadow", "old::1::::::\n"))),
            .quiet("no accounts", .app()),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var open: [String] = []
        var closed: [String] = []
        for user in image.accounts.users.prefix(4_096) {
            let isEmpty =
                user.password.isEmpty || user.password == "x" && image.accounts.passwords[user.name] == .empty
            guard isEmpty, !user.name.isEmpty else { continue }
            let shell = user.shell.split(separator: "/").last ?? ""
            // Without a shell field login uses /bin/sh.
            if shell == "nologin" || shell == "false" { closed.append(user.name) } else { open.append(user.name) }
        }
        let groups = [("login", open, Severity.high), ("no-login", closed, Severity.low)]
        for (kind, names, severity) in groups where !names.isEmpty {
            let isShadow = image.accounts.users.contains { names.contains($0.name) && !$0.password.isEmpty }
            findings.add(
                image.finding(
                    description, kind, severity,
                    "no password is needed to become \(ByteText.list(names, limit: 3))\(kind == "login" ? "" : ", who has no login shell")",
                    at: [image.place(isShadow ? "/etc/shadow" : "/etc/passwd")], anchor: names.joined(separator: " ")))
        }
    }
}

extension ImageFacts {
    /// A path of the final tree, links followed, as a place; without a layer when nothing is there.
    func place(_ path: String) -> Location {
        guard case .found(let id) = tree.resolve(Array(path.utf8)) else { return Location(path: path, layer: nil) }
        return location(of: id)
    }
}
