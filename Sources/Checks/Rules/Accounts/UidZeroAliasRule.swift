// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Users other than root that are root.
enum UidZeroAliasRule: Rule {
    static let description = RuleDescription(
        id: "uid-0-alias",
        title: "Another name for root",
        severity: .medium,
        category: .privilege,
        rationale: """
            An account with uid 0 is root whatever it is called. Under another name it escapes everyone who looks for \
            root: reviews, `USER app` in a Dockerfile, policies that compare names.
            """,
        remedy: "Give the account a uid of its own, and the rights it needs by groups or capabilities",
        needs: .permissions,
        examples: [
            .fires("a second root", .app(.accounts("toor:x:0:0::/root:/bin/sh")), kind: "alias", severity: .medium),
            .quiet("root alone", .app(.accounts("app:x:1001:0::/:/bin/sh"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let names = image.accounts.users.filter { $0.uid == 0 && $0.name != "root" }.map(\.name)
        guard !names.isEmpty else { return }
        findings.add(
            image.finding(
                description, "alias", .medium, "\(ByteText.list(names, limit: 3)) has uid 0 and is root",
                at: [image.place("/etc/passwd")], anchor: names.joined(separator: " ")))
    }
}
