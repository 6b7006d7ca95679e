// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Files and directories that every user of the container may write.
enum WorldWritableRule: Rule {
    static let description = RuleDescription(
        id: "world-writable",
        title: "Files that every user may write",
        severity: .medium,
        category: .privilege,
        rationale: """
            What everybody may write, whoever gets into any process may change: the program that runs next, what it \
            loads, what it serves. Usually a `chmod -R 777` is the reason, where one directory of one user was meant.
            """,
        remedy:
            "Drop the chmod 777: leave code root's, and COPY --chown or RUN install -d -o app for what the program writes",
        needs: [.tree, .permissions],
        examples: [
            .fires(
                "an application's tree",
                .app(.directory("/app/lib", mode: 0o777), .file("/app/lib/a.js", mode: 0o666)), kind: "application",
                severity: .medium),
            .fires(
                "in the base",
                .app().on(base: .directory("/opt/base", mode: 0o777), .file("/opt/base/x", mode: 0o666)), kind: "base",
                severity: .low),
            .fires(
                "accounts", .app(.file("/etc/passwd", "root:x:0:0::/:/bin/sh\n", mode: 0o666)), kind: "accounts",
                severity: .high),
            .quiet("a sticky directory", .app(.directory("/app/shared", mode: 0o1777))),
            .quiet(
                "where everybody writes by design",
                .app(
                    .directory("/tmp", mode: 0o777), .directory("/run/lock", mode: 0o777),
                    .directory("/var/tmp", mode: 0o777), .file("/dev/shm/x", mode: 0o666))),
            .quiet(
                "in a volume",
                .app(.directory("/var/lib/postgresql/data", mode: 0o777)).with {
                    $0.volumes = ["/var/lib/postgresql/data"]
                }),
            .quiet("links, whose mode means nothing", .app(.link("/app/current", to: "/app"))),
        ])

    private static let accounts: Set<String> = [
        "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers", "/etc/ld.so.preload",
    ]
    private static let shared = ["/tmp", "/var/tmp", "/run", "/var/run", "/var/lock", "/dev", "/proc", "/sys"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        let shared = Set(shared.compactMap { tree.find($0) })
        var gathering = PlaceGathering()
        let paths = image.permissions.writableDirectories + image.permissions.writable.map(\.path)
        for path in paths where !isBelow(path, shared, tree) && !image.isInVolume(path) {
            let kind: String
            if accounts.contains(tree.paths.string(of: path)) {
                kind = "accounts"
            } else if image.isBase(layer: image.layer(of: path)) || image.isSystemOwned(path) {
                kind = "base"
            } else {
                kind = "application"
            }
            gathering.add(kind, path, image)
        }
        for group in gathering.sorted {
            let directories = group.paths.filter { tree.isDirectory(at: $0) }.count
            let files = group.paths.count - directories
            var parts: [String] = []
            if directories > 0 { parts.append(ByteText.count(directories, "directory", plural: "directories")) }
            if files > 0 { parts.append(ByteText.count(files, "file")) }
            let top = image.locations(of: group).first?.path ?? ""
            let severity: Severity =
                switch group.kind {
                case "accounts": .high
                case "application": .medium
                default: .low
                }
            findings.add(
                image.finding(
                    description, group, severity,
                    "every user may write \(ByteText.list(parts)): \(top)\(group.paths.count > 1 ? " …" : "")"))
        }
    }

    private static func isBelow(_ path: PathTable.ID, _ roots: Set<PathTable.ID>, _ tree: ImageTree) -> Bool {
        var current = path
        while current != .root {
            if roots.contains(current) { return true }
            current = tree.paths.parent(of: current)
        }
        return false
    }
}
