// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// A base that is most of the image.
enum LargeBaseRule: Rule {
    static let description = RuleDescription(
        id: "large-base",
        title: "A large base image",
        severity: .medium,
        category: .configuration,
        rationale: """
            Whatever the base brings ships with every image and has to be patched with it. Full bases of languages \
            carry compilers and headers for whatever anybody may build; their slim, Alpine or distroless tags carry \
            what runs. No edit below FROM gives a base's bytes back.
            """,
        remedy: "FROM a slim, Alpine or distroless tag for the last stage; keep the full one for the build stage",
        needs: [.config, .tree],
        examples: [
            .fires(
                "a full one", .app().on(base: .file("/usr/lib/big.so", size: 800_000_000)), kind: "base",
                severity: .medium),
            .fires(
                "a middling one", .app().on(base: .file("/usr/lib/big.so", size: 300_000_000)), kind: "base",
                severity: .low),
            .quiet("a slim one", .app().on(base: .file("/usr/lib/big.so", size: 120_000_000))),
            .quiet(
                "a small part of the image",
                .app(.file("/app/model", size: 3_000_000_000)).on(base: .file("/usr/lib/big.so", size: 300_000_000))),
        ])

    private static let medium: Int64 = 500_000_000
    private static let low: Int64 = 200_000_000

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        guard image.base.layers > 0, image.base.layers < image.layers.count else { return }
        let bytes = image.tree.layerTotals.prefix(image.base.layers).reduce(Int64(0)) { $0 + $1.size }
        guard bytes >= low, bytes >= image.size / 4 else { return }
        let name = image.base.name.map { ImageFacts.cut($0, 50) } ?? "the base"
        let guess = image.base.how == .history ? " (where it ends is a guess)" : ""
        let slimmer = slim(image).map { ": \($0)" } ?? ""
        findings.add(
            image.finding(
                description, "base", bytes >= medium ? .medium : .low,
                "\(name) is \(ByteText.text(bytes)) of \(ByteText.text(image.size))\(guess)",
                remedy: "\(description.remedy)\(slimmer)", at: [Location(path: "config:Base", layer: 0)], anchor: ""))
    }

    /// The slim tag of a base that is known to have one.
    private static func slim(_ image: ImageFacts) -> String? {
        guard let name = image.base.name, let reference = Reference(name), let tag = reference.tag else { return nil }
        let repository = reference.repository.split(separator: "/").last ?? ""
        let slims: Set<Substring> = ["node", "python", "ruby", "debian", "perl", "rust", "openjdk"]
        guard slims.contains(repository), !tag.contains("slim"), !tag.contains("alpine"), tag != "latest" else {
            return nil
        }
        return "FROM \(reference.display.prefix { $0 != ":" && $0 != "@" }):\(tag)-slim"
    }
}
