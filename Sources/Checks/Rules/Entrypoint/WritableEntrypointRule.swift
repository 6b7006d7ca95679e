// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Who may change what starts.
enum WritableEntrypointRule: Rule {
    static let description = RuleDescription(
        id: "writable-entrypoint",
        title: "The program that starts can be changed",
        severity: .high,
        category: .privilege,
        rationale: """
            Whoever may write the file that starts decides what the container is after its next start. Write access of \
            everybody is an open door; that of the user's group is one for whoever shares it. That the runtime user \
            owns it is common and only said: the program may then change itself.
            """,
        remedy:
            "COPY without --chown and without chmod g+w,o+w: code stays root's, mode 755, and only data is the user's",
        needs: [.entry, .permissions],
        examples: [
            .fires(
                "everybody", .app(.program("/app/web", mode: 0o777), cmd: ["/app/web"]), kind: "everybody",
                severity: .high),
            .fires(
                "a group of the user",
                .app(
                    .accounts("app:x:1001:1001::/:/bin/sh"), .program("/app/web", mode: 0o775, gid: 1001), user: "app",
                    cmd: ["/app/web"]), kind: "group", severity: .medium),
            .fires(
                "its owner, by COPY --chown",
                .app(.program("/app/web", uid: 1001, gid: 1001), cmd: ["/app/web"]), kind: "owner", severity: .info),
            .fires(
                "everybody may put another file in its place",
                .app(.directory("/srv/app", mode: 0o777), .program("/srv/app/web"), cmd: ["/srv/app/web"]),
                kind: "directory", severity: .medium),
            .fires(
                "the entry script, not what it starts",
                .app(
                    .script("/entry.sh", "#!/bin/sh\nexec \"$@\"\n", mode: 0o777), .program("/bin/sh")
                ).with { $0.entrypoint = ["/entry.sh"] }, kind: "everybody", severity: .high),
            .quiet("root's", .app()),
            .quiet(
                "group 0, as OpenShift has it",
                .app(.program("/app/web", mode: 0o775), user: "1001:0", cmd: ["/app/web"])),
            .quiet(
                "a group that the user is not in",
                .app(.program("/app/web", mode: 0o775, gid: 2000), user: "1001", cmd: ["/app/web"])),
            .quiet(
                "in a sticky directory", .app(.directory("/srv", mode: 0o1777), .program("/srv/web"), cmd: ["/srv/web"])
            ),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var groups: [String: [Location]] = [:]
        for step in image.entry.started {
            guard let path = step.path, let inode = tree.inode(at: path), !image.isInVolume(path) else { continue }
            let entry = tree.entry(of: inode)
            guard entry.kind == .file else { continue }
            var kind: String?
            if entry.mode & 0o002 != 0 {
                kind = "everybody"
            } else if let directory = tree.directoryEntry(at: tree.paths.parent(of: path)),
                directory.mode & 0o1002 == 0o002
            {
                kind = "directory"
            } else if entry.mode & 0o020 != 0, entry.gid != 0, image.user.groups.contains(Int64(entry.gid)) {
                kind = "group"
            } else if !image.user.isRoot, image.user.uid == Int64(entry.uid), entry.mode & 0o200 != 0 {
                kind = "owner"
            }
            if let kind { groups[kind, default: []].append(image.location(of: path)) }
        }
        for (kind, severity) in [
            ("everybody", Severity.high), ("directory", .medium), ("group", .medium), ("owner", .info),
        ] {
            guard let places = groups[kind], let first = places.last else { continue }
            let names = ByteText.list(places.map(\.path), limit: 2)
            let message =
                switch kind {
                case "everybody": "every user may write \(names), which starts"
                case "directory": "every user may put another file in the place of \(names), which starts"
                case "group": "the user's group may write \(names), which starts"
                default: "the user who runs it owns \(names), and may change it"
                }
            findings.add(image.finding(description, kind, severity, message, at: places, anchor: first.path))
        }
    }
}
