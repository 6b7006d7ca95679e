// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings
internal import ImageFormat

/// A base image that is named by a tag alone.
enum UnpinnedBaseRule: Rule {
    static let description = RuleDescription(
        id: "unpinned-base",
        title: "The base image is not pinned to a digest",
        severity: .low,
        category: .configuration,
        rationale: """
            A tag can be moved, by its owner or by whoever takes the owner's account: the same Dockerfile then builds \
            on another base and nobody sees it. A digest is the base. Only what the image records can be judged: \
            provenance says how FROM was written, labels and annotations say which digest was used, and where nothing \
            is recorded nothing is found.
            """,
        remedy: "FROM name:tag@sha256:…, and let a bot raise the digest",
        needs: .config,
        examples: [
            .fires(
                "a tag, as provenance records it",
                .app().with {
                    $0.baseName = "node:20-alpine"
                    $0.baseDigest = "sha256:" + String(repeating: "a", count: 64)
                    $0.baseIsPinned = false
                }, kind: "tag", severity: .low),
            .fires(
                "a label without a digest", .app().with { $0.baseName = "node:20-alpine" }, kind: "tag", severity: .low),
            .quiet(
                "a digest in FROM",
                .app().with {
                    $0.baseName = "node:20-alpine"
                    $0.baseDigest = "sha256:" + String(repeating: "a", count: 64)
                    $0.baseIsPinned = true
                }),
            .quiet(
                "a label with the digest that was used",
                .app().with {
                    $0.baseName = "node:20-alpine"
                    $0.baseDigest = "sha256:" + String(repeating: "a", count: 64)
                }),
            .quiet("unknown is said as unknown", .app()),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let base = image.base
        guard let name = base.name, base.how == .provenance || base.how == .label else { return }
        guard base.isPinned == false || base.isPinned == nil && base.digest == nil else { return }
        // A digest in the name is a pin, wherever it was written.
        guard Reference(name)?.digest == nil else { return }
        let was = base.digest.map { ": it was \($0.short) at that time" } ?? ""
        findings.add(
            image.finding(
                description, "tag", .low, "the base \(ImageFacts.cut(name, 60)) is named by its tag alone\(was)",
                remedy: base.digest.map { "FROM \(name)@\($0)" } ?? description.remedy,
                at: [Location(path: "config:Base", layer: nil)], anchor: ""))
    }
}
