// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Accounts whose password ships with the image.
enum BakedInPasswordRule: Rule {
    static let description = RuleDescription(
        id: "baked-in-password",
        title: "An account whose password is in the image",
        severity: .medium,
        category: .privilege,
        rationale: """
            A password set in a Dockerfile is the same in every container and lies as a hash in a layer that whoever \
            pulls the image may guess at in peace. Its clear text is often in the history besides.
            """,
        remedy:
            "Leave out chpasswd and passwd; let nobody log in with a password, or set it at the start of the container",
        needs: .permissions,
        examples: [
            .fires(
                "root's", .app(.accounts(), .file("/etc/shadow", "root:$6$abcdefgh$", "hash", ":19000:0:::::\n")),
                kind: "root", severity: .medium),
            .fires(
                "a user's",
                .app(
                    .accounts("app:x:1001:1001::/:/bin/sh"),
                    .file("/etc/shadow", "app:$y$j9T$", "hash", ":19000:0:::::\n")),
                kind: "user", severity: .medium),
            .quiet("locked", .app(.accounts(), .file("/etc/shadow", "root:*:19000:0:::::\n"))),
            .quiet(
                "locked, with the old hash kept", .app(.accounts(), .file("/etc/shadow", "root:!$6$x:19000:0:::::\n"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let names = image.accounts.users.map(\.name).filter { image.accounts.passwords[$0] == .set }
        guard !names.isEmpty else { return }
        findings.add(
            image.finding(
                description, names.contains("root") ? "root" : "user", .medium,
                "the image brings a password of \(ByteText.list(names, limit: 3))", at: [image.place("/etc/shadow")],
                anchor: names.joined(separator: " ")))
    }
}
