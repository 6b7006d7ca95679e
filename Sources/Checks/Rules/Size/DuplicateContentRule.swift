// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// The same bytes under several names that are no links.
enum DuplicateContentRule: Rule {
    static let description = RuleDescription(
        id: "duplicate-content",
        title: "The same content more than once",
        severity: .low,
        category: .duplicate,
        rationale: """
            Two copies of one file cost twice. Most often a build's output and the place it was installed to, or a \
            directory that two COPY instructions bring. Which copy is needed only its owner knows, so these bytes \
            are shown and never counted as given back.
            """,
        remedy: "Keep one copy; COPY --from=build only the installed one, or make the other a link",
        needs: .tree,
        examples: [
            .fires(
                "a program and its copy",
                .app(.file("/app/build/model.bin", "abc", size: 5_000_000))
                    .running("cp", .file("/usr/local/share/model.bin", "abc", size: 5_000_000)), severity: .low),
            .quiet(
                "hard links",
                .app(.file("/app/a", "abc", size: 5_000_000), .hardLink("/app/b", to: "/app/a"))),
            .quiet(
                "small ones", .app(.file("/app/x", size: 90_000_000), .file("/app/a", "abc"), .file("/app/b", "abc")),
                upTo: .info),
            .quiet(
                "the base's own",
                .app().on(base: .file("/usr/a", "abc", size: 5_000_000), .file("/usr/b", "abc", size: 5_000_000)),
                upTo: .info),
            .quiet("one copy", .app(.file("/app/a", "abc", size: 5_000_000))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        // Groups come by what they waste. The first copy stays; the others are what one might save.
        guard let largest = image.duplicates.first, let second = largest.inodes.dropFirst().first else { return }
        var extra = GatheredFiles(kind: "copies", layer: tree.layer(of: second))
        var appBytes: Int64 = 0
        for group in image.duplicates {
            for inode in group.inodes.dropFirst() {
                let layer = tree.layer(of: inode)
                if !image.isBase(layer: layer) { appBytes += group.size }
                extra.append(tree.inodes[inode.index].path, inode, group.size)
            }
        }
        guard extra.bytes > 0 else { return }
        let names = largest.inodes.prefix(2).map { tree.paths.string(of: tree.inodes[$0.index].path) }
        findings.add(
            image.finding(
                description, extra, severity: image.sizeSeverity(.low, appBytes),
                message:
                    "\(ByteText.text(extra.bytes)) in \(ByteText.count(extra.files.count, "copy", plural: "copies"))"
                    + ", the most \(largest.inodes.count) times \(ByteText.text(largest.size)): "
                    + names.joined(separator: " and "), anchor: ""))
    }
}
