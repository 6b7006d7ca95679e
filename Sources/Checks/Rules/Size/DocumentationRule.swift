// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Manuals, documentation and translations: what slim bases tell the package manager to leave out.
enum DocumentationRule: Rule {
    static let description = RuleDescription(
        id: "documentation",
        title: "Manuals, documentation and translations",
        severity: .info,
        category: .documentation,
        rationale: """
            Nobody reads a manual in a container. Slim bases tell the package manager to leave out /usr/share/doc, \
            man, info and locale, also for every package that is installed later; licences (copyright) stay.
            """,
        remedy: "Start from a slim tag, or write dpkg's path-exclude (rpm's %_excludedocs) before installing",
        needs: .tree,
        examples: [
            .fires(
                "the base's manuals", .app().on(base: .file("/usr/share/man/man1/bash.1.gz", size: 2_000_000)),
                kind: "base", severity: .info),
            .fires(
                "an installed package's",
                .app().running("apt-get install perl", .file("/usr/share/doc/perl/Changes.gz", size: 2_000_000)),
                kind: "app", severity: .info),
            .quiet(
                "licences",
                .app(.file("/app/x")).on(base: .file("/usr/share/doc/bash/copyright", size: 2_000_000))),
            .quiet(
                "what the C library reads", .app().on(base: .file("/usr/share/locale/locale.alias", size: 2_996))),
            .quiet("an application's own", .app(.file("/app/doc/guide.md", size: 2_000_000))),
        ])

    /// debian:…-slim keeps these.
    private static let kept: Set<String> = ["copyright", "locale.alias"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var groups: [Int: (files: GatheredFiles, kinds: [String: Int64])] = [:]
        var seen: Set<InodeID> = []
        for file in image.files.documentation {
            guard !kept.contains(String(decoding: tree.paths.name(of: file.path), as: UTF8.self)),
                seen.insert(file.inode).inserted
            else { continue }
            let layer = tree.layer(of: file.inode)
            let isBase = image.isBase(layer: layer)
            // The base's are told together.
            let key = isBase ? -1 : layer
            let size = tree.size(of: file.inode)
            // In place: a copy of what has gathered, for every file, grows with the square of them.
            groups[key, default: (GatheredFiles(kind: isBase ? "base" : "app", layer: layer), [:])].files
                .append(file.path, file.inode, size)
            groups[key]?.kinds[DirectoryMarks.marks[Int(file.mark)].kind, default: 0] += size
        }
        for (_, group) in groups.sorted(by: { $0.key < $1.key }) where group.files.bytes > 0 {
            let kinds = group.kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.key) \(ByteText.text($0.value))" }
            findings.add(
                image.finding(
                    description, group.files, severity: .info,
                    message: "documentation and translations: " + ByteText.list(kinds), anchor: ""))
        }
    }
}
