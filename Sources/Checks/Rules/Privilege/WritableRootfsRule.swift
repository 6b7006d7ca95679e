// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// What a read-only root file system would meet.
enum WritableRootfsRule: Rule {
    static let description = RuleDescription(
        id: "writable-rootfs",
        title: "What would have to be writable under --read-only",
        severity: .info,
        category: .configuration,
        rationale: """
            A container whose root file system is read-only keeps nothing that an intruder writes. What the program \
            needs to write has to be known first: directories that the runtime user owns outside of volumes and /tmp, \
            and the pid files, logs and caches that servers write.
            """,
        remedy: """
            docker run --read-only --tmpfs /tmp --tmpfs PATH, or readOnlyRootFilesystem: true with emptyDir volumes for \
            the paths named; leave code root's
            """,
        needs: [.tree, .permissions, .entry],
        examples: [
            .fires(
                "a tree of the runtime user's",
                .app(.directory("/app/data", uid: 1001), .file("/app/data/x", uid: 1001)), kind: "owned",
                severity: .info),
            .fires(
                "paths that nginx writes",
                .app(
                    .program("/usr/sbin/nginx"), .directory("/var/cache/nginx"), .directory("/var/log/nginx"),
                    cmd: ["nginx", "-g", "daemon off;"]), kind: "server", severity: .info),
            .quiet("code that is root's", .app()),
            .quiet(
                "a volume",
                .app(.directory("/data", uid: 1001)).with { $0.volumes = ["/data"] }),
            .quiet("/tmp", .app(.directory("/tmp/work", uid: 1001))),
            .quiet(
                "an empty home",
                .app(.accounts("app:x:1001:1001::/home/app:/bin/sh"), .directory("/home/app", uid: 1001))),
        ])

    /// Where servers write unless they are told otherwise.
    private static let servers: [(program: String, paths: [String])] = [
        ("nginx", ["/var/cache/nginx", "/var/lib/nginx", "/run/nginx", "/var/log/nginx"]),
        ("httpd", ["/usr/local/apache2/logs", "/run/httpd"]),
        ("apache2", ["/run/apache2", "/var/lock/apache2", "/var/log/apache2"]),
        ("apache2-foreground", ["/run/apache2", "/var/lock/apache2", "/var/log/apache2"]),
        ("php-fpm", ["/run/php", "/var/log/php-fpm", "/var/lib/php/sessions"]),
        ("postgres", ["/run/postgresql", "/var/run/postgresql", "/var/lib/postgresql/data"]),
        ("mysqld", ["/run/mysqld", "/var/run/mysqld", "/var/lib/mysql"]),
        ("mariadbd", ["/run/mysqld", "/var/run/mysqld", "/var/lib/mysql"]),
        ("redis-server", ["/data", "/var/lib/redis", "/run/redis"]),
        ("catalina.sh", ["/usr/local/tomcat/logs", "/usr/local/tomcat/temp", "/usr/local/tomcat/work"]),
        ("rabbitmq-server", ["/var/lib/rabbitmq", "/var/log/rabbitmq"]),
        ("supervisord", ["/var/log/supervisor", "/run/supervisor"]),
        ("puma", ["tmp", "log"]), ("rails", ["tmp", "log"]), ("next", [".next/cache"]),
        ("next-server", [".next/cache"]),
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        server(image, &findings)
        guard !image.user.isRoot, image.user.isResolved else { return }
        var roots: Set<PathTable.ID> = []
        let homes = Set(image.accounts.users.map(\.home))
        for path in image.permissions.ownedDirectories where isWritable(path, image) {
            // Parents come before children: what lies below one that is named is not named again.
            if !isBelow(path, roots, image), !isLeftOut(path, homes, image) { roots.insert(path) }
            if roots.count == 200 { break }
        }
        guard !roots.isEmpty else { return }
        let places = roots.map { image.location(of: $0) }.sorted { $0.path < $1.path }
        findings.add(
            image.finding(
                description, "owned", .info,
                "the runtime user may write \(ByteText.list(places.map(\.path), limit: 4))",
                at: Array(places.prefix(ImageFacts.locationLimit)), anchor: ""))
    }

    private static func server(_ image: ImageFacts, _ findings: inout FindingList) {
        for server in servers where image.entry.runs(server.program) {
            var seen: Set<PathTable.ID> = []
            let paths = server.paths.compactMap { name -> PathTable.ID? in
                let absolute = name.hasPrefix("/") ? name : image.config.workingDir + "/" + name
                guard case .found(let path) = image.tree.resolve(Array(absolute.utf8)),
                    image.tree.isDirectory(at: path),
                    !image.isInVolume(path), !logsToConsole(path, image), seen.insert(path).inserted
                else { return nil }
                return path
            }
            guard !paths.isEmpty else { continue }
            let places = paths.map { image.location(of: $0) }
            findings.add(
                image.finding(
                    description, "server", .info,
                    "\(server.program) writes \(ByteText.list(places.map(\.path), limit: 4))", at: places,
                    anchor: server.program))
        }
    }

    /// Every file of a log directory is a link to the console: nothing is written there.
    private static func logsToConsole(_ path: PathTable.ID, _ image: ImageFacts) -> Bool {
        let children = image.tree.children(of: path)
        return !children.isEmpty
            && children.allSatisfy { child in
                guard let inode = image.tree.inode(at: child), let text = image.tree.symlinkText(of: inode) else {
                    return false
                }
                return text.starts(with: "/dev/".utf8) || text.starts(with: "/proc/self/fd/".utf8)
            }
    }

    private static func isWritable(_ path: PathTable.ID, _ image: ImageFacts) -> Bool {
        guard let entry = image.tree.directoryEntry(at: path) else { return false }
        if image.user.uid == Int64(entry.uid) { return entry.mode & 0o200 != 0 }
        return image.user.groups.contains(Int64(entry.gid)) && entry.mode & 0o020 != 0
    }

    private static let shared = ["/tmp", "/var/tmp", "/run", "/var/run", "/dev", "/proc", "/sys", "/var/lock"]

    /// Volumes, what is a tmpfs anyway, and empty homes.
    private static func isLeftOut(_ path: PathTable.ID, _ homes: Set<String>, _ image: ImageFacts) -> Bool {
        if image.isInVolume(path) { return true }
        let name = image.tree.paths.string(of: path)
        if shared.contains(where: { name == $0 || name.hasPrefix($0 + "/") }) { return true }
        return homes.contains(name)
            && image.tree.children(of: path).allSatisfy { image.tree.paths.name(of: $0).first == UInt8(ascii: ".") }
    }

    private static func isBelow(_ path: PathTable.ID, _ roots: Set<PathTable.ID>, _ image: ImageFacts) -> Bool {
        var current = path
        while current != .root {
            if roots.contains(current) { return true }
            current = image.tree.paths.parent(of: current)
        }
        return false
    }
}
