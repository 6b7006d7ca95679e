// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Who owns the file that really starts.
enum RootOwnedEntrypointRule: Rule {
    static let description = RuleDescription(
        id: "root-owned-entrypoint",
        title: "The program that starts is root's and runs as root",
        severity: .medium,
        category: .privilege,
        rationale: """
            The file that Entrypoint and Cmd really start, followed through PATH, links, shebang lines, shells, \
            wrappers and launchers. Root's file run by root is root's process. Root's file run by another user who \
            cannot write it is how it should be, and only said.
            """,
        remedy: "Add USER with a number other than 0; leave the file root's, so that the program cannot change itself",
        needs: [.entry, .permissions, .config],
        examples: [
            .fires("root's server run by root", .app(user: ""), severity: .medium),
            .fires("root's server run by another user", .app(user: "1001"), severity: .info),
            .fires(
                "a script behind a shell",
                .app(
                    .script("/app/run.py", "#!/usr/bin/python3\n"), user: "", cmd: ["/bin/sh", "-c", "python3 run.py"]
                )
                .on(base: .program("/bin/sh"), .program("/usr/bin/python3")), severity: .medium),
            .quiet(
                "the user's own program",
                ExampleImage().copying([.program("/app/server", uid: 1001)]).with {
                    $0.user = "1001"
                    $0.cmd = ["/app/server"]
                }),
            .quiet("nothing that could start", .app(cmd: ["/app/missing"])),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var locations: [Location] = []
        for step in image.entry.started {
            guard let path = step.path, let inode = tree.inode(at: path), tree.entry(of: inode).uid == 0 else {
                continue
            }
            locations.append(Location(path: tree.paths.string(of: path), layer: tree.layer(of: inode)))
        }
        guard let first = locations.last else { return }
        // The file at the end of the chain is the one that matters.
        locations = [first] + locations.dropLast()
        let runsAsRoot = image.user.isRoot && image.entry.stepDown == nil
        let kind = runsAsRoot ? "runs-as-root" : "owned"
        let isBase = first.layer.map { image.isBase(layer: $0) } ?? false
        let who = image.entry.stepDown?.user ?? image.user.name ?? image.user.uid.map { "uid \($0)" } ?? "nobody"
        findings.add(
            Finding(
                rule: description.id, kind: kind, severity: runsAsRoot ? .medium : .info, category: .privilege,
                message: runsAsRoot
                    ? "\(first.path) is root's and runs as root"
                    : "\(first.path) is root's and runs as \(who.isEmpty ? "another user" : who), who does not own it",
                remedy: runsAsRoot ? description.remedy : "Nothing: the program cannot change itself",
                origin: isBase ? .base : .app, fingerprint: Fingerprint.of(description.id, kind, first.path),
                locations: locations))
    }
}
