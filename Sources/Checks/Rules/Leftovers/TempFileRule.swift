// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// What a build left in the directories for temporary files.
enum TempFileRule: Rule {
    static let description = RuleDescription(
        id: "temp-file",
        title: "Temporary files",
        severity: .low,
        category: .logOrTemp,
        rationale: """
            /tmp and /var/tmp are empty when a container starts, or mounted over. What a RUN unpacked or compiled \
            there ships with every image and is never read.
            """,
        remedy: "Delete in the RUN that makes them (… && rm -rf /tmp/*), or RUN --mount=type=tmpfs,target=/tmp",
        needs: [.tree, .entry],
        examples: [
            .fires(
                "an unpacked archive", .app().running("curl", .file("/tmp/node.tar", size: 30_000_000)), kind: "tmp",
                severity: .low),
            .quiet("a few bytes", .app(.file("/app/x", size: 9_000_000), .file("/tmp/a", "x")), upTo: .info),
            .quiet("nothing", .app().running("mkdir", .directory("/tmp", mode: 0o1777))),
            .quiet("the base's", .app().on(base: .file("/tmp/x", size: 30_000_000)), upTo: .info),
            .quiet(
                "the program that starts",
                ExampleImage().copying([.program("/tmp/server", size: 30_000_000)]).with { $0.cmd = ["/tmp/server"] }),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let started = Set(image.entry.files)
        var gathering = Gathering()
        for file in image.files.temporary where !started.contains(file.path) && !image.isSystemOwned(file.path) {
            gathering.add("tmp", file.path, file.inode, image)
        }
        for group in gathering.sorted where group.bytes > 0 {
            let isBase = image.isBase(layer: group.layer)
            findings.add(
                image.finding(
                    description, group, severity: isBase ? .info : image.sizeSeverity(.low, group.bytes),
                    message: "temporary files: " + group.summary(image), anchor: ""))
        }
    }
}
