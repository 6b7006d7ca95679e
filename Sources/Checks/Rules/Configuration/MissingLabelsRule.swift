// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// Labels that say where an image comes from.
enum MissingLabelsRule: Rule {
    static let description = RuleDescription(
        id: "missing-labels",
        title: "No labels that say where the image comes from",
        severity: .info,
        category: .configuration,
        rationale: """
            An image that is found on a machine a year later should say which repository and which commit made it. \
            Registries link both, and comparisons of builds name them.
            """,
        remedy:
            "docker build --label org.opencontainers.image.source=URL --label org.opencontainers.image.revision=COMMIT",
        needs: .config,
        examples: [
            .fires("none", .app(), kind: "source", severity: .info),
            .fires(
                "a title alone", .app().with { $0.labels = ["org.opencontainers.image.title": "shop"] },
                severity: .info),
            .quiet(
                "source and revision",
                .app().with {
                    $0.labels = [
                        "org.opencontainers.image.source": "https://example.com/shop",
                        "org.opencontainers.image.revision": "4f2c9d1",
                    ]
                }),
            .quiet(
                "the older convention",
                .app().with {
                    $0.labels = [
                        "org.label-schema.vcs-url": "https://example.com/shop", "org.label-schema.vcs-ref": "4f2c9d1",
                    ]
                }),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let labels = image.config.labels
        let wanted = [
            ("org.opencontainers.image.source", "org.label-schema.vcs-url"),
            ("org.opencontainers.image.revision", "org.label-schema.vcs-ref"),
        ]
        let missing = wanted.filter { (labels[$0.0] ?? "").isEmpty && (labels[$0.1] ?? "").isEmpty }.map(\.0)
        guard !missing.isEmpty else { return }
        findings.add(
            image.finding(
                description, "source", .info, "no label \(ByteText.list(missing))",
                at: [Location(path: "config:Labels", layer: nil)], anchor: ""))
    }
}
