// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// A tag that means something else tomorrow.
enum LatestTagRule: Rule {
    static let description = RuleDescription(
        id: "latest-tag",
        title: "The tag latest",
        severity: .low,
        category: .configuration,
        rationale: """
            `latest` is what was pushed last: nobody can say which build runs, go back to the one before, or build the \
            same image again on a base whose tag moved.
            """,
        remedy: "Tag the image with its version or commit; write a base with its version and digest in FROM",
        needs: .config,
        examples: [
            .fires("the image's own", .app().with { $0.reference = "shop:latest" }, kind: "image", severity: .low),
            .fires("no tag at all, of the base", .app().with { $0.baseName = "node" }, kind: "base", severity: .low),
            .quiet("a version", .app().with { $0.reference = "shop:1.4.2" }),
            .quiet("another tag beside it", .app().with { $0.references = ["shop:latest", "shop:1.4.2"] }),
            .quiet("no name", .app()),
            .quiet(
                "a base by its digest",
                .app().with { $0.baseName = "node@sha256:" + String(repeating: "a", count: 64) }),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let names = image.references.prefix(64).compactMap { Reference($0) }
        if !names.isEmpty, names.allSatisfy(isLatest) {
            findings.add(
                image.finding(
                    description, "image", .low, "the image's only tag is latest",
                    at: [Location(path: "config:Reference", layer: nil)], anchor: ""))
        }
        if let name = image.base.name, let base = Reference(name), isLatest(base), image.base.digest == nil {
            findings.add(
                image.finding(
                    description, "base", .low, "the base is \(ImageFacts.cut(name, 60)): whatever that is today",
                    at: [Location(path: "config:Base", layer: nil)], anchor: ""))
        }
    }

    private static func isLatest(_ reference: Reference) -> Bool {
        reference.digest == nil && (reference.tag ?? "latest") == "latest"
    }
}
