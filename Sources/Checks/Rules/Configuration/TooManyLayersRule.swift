// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// An image of very many layers.
enum TooManyLayersRule: Rule {
    static let description = RuleDescription(
        id: "too-many-layers",
        title: "Very many layers",
        severity: .medium,
        category: .configuration,
        rationale: """
            Each layer is a request on every pull and a directory under every file look-up; storage drivers refuse \
            images of more than about 127. Mostly a Dockerfile has a COPY for each file.
            """,
        remedy: "Join RUN instructions that belong together, and COPY a directory in place of its files",
        needs: .config,
        examples: [
            .fires(
                "more than storage drivers take",
                (0..<126).reduce(ExampleImage.app()) { image, _ in image.copying([]) }, kind: "limit", severity: .medium
            ),
            .fires(
                "very many above the base",
                (0..<60).reduce(ExampleImage.app()) { image, _ in image.copying([]) }, kind: "many", severity: .low),
            .quiet("a dozen", (0..<12).reduce(ExampleImage.app()) { image, _ in image.copying([]) }),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let count = image.layers.count
        let own = count - image.base.layers
        let isOver = count > 125
        guard isOver || own > 40 else { return }
        let tiny = image.tree.layerTotals.dropFirst(image.base.layers).filter { $0.size < 100_000 }.count
        findings.add(
            image.finding(
                description, isOver ? "limit" : "many", isOver ? .medium : .low,
                "\(count) layers, \(own) above the base, \(tiny) of them below 100 kB",
                at: [Location(path: "config:Layers", layer: nil)], anchor: ""))
    }
}
