// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// A user that Kubernetes cannot check.
enum NonNumericUserRule: Rule {
    static let description = RuleDescription(
        id: "non-numeric-user",
        title: "USER is a name, not a number",
        severity: .low,
        category: .privilege,
        rationale: """
            Kubernetes cannot look into the image's /etc/passwd: with runAsNonRoot it refuses to start a container \
            whose user is a name, however harmless that user is.
            """,
        remedy: "Write the number: USER 1001 in place of USER app",
        needs: .config,
        examples: [
            .fires(
                "a name", .app(.accounts("app:x:1001:1001::/:/bin/sh"), user: "app"), kind: "name", severity: .low),
            .quiet("a number", .app(user: "1001")),
            .quiet("a number with a group's name", .app(user: "1001:app")),
            .quiet("root is another rule's", .app(user: "root")),
            .quiet("a name that nobody has is another rule's", .app(user: "app")),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let user = image.user
        guard !user.written.isEmpty, !user.isNumeric, !user.isRoot, let uid = user.uid else { return }
        findings.add(
            image.finding(
                description, "name", .low,
                "USER \(ImageFacts.cut(user.written, 40)) is a name: Kubernetes cannot tell that it is not root",
                remedy: "USER \(uid) in place of USER \(ImageFacts.cut(user.written, 40))",
                at: [Location(path: "config:User", layer: nil)], anchor: ""))
    }
}
