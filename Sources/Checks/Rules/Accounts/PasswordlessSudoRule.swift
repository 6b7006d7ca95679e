// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Users that may become root without being asked.
enum PasswordlessSudoRule: Rule {
    static let description = RuleDescription(
        id: "passwordless-sudo",
        title: "sudo or doas without a password",
        severity: .high,
        category: .privilege,
        rationale: """
            A user who may run everything as root without a password is root: USER in the Dockerfile then protects from \
            nothing, and reads as if it did.
            """,
        remedy: "Drop the NOPASSWD line and sudo with it; do what needs root in the Dockerfile, before USER",
        needs: [.tree, .permissions],
        examples: [
            .fires(
                "a user",
                .app(
                    .accounts("app:x:1001:1001::/:/bin/sh"), .program("/usr/bin/sudo", mode: 0o4755),
                    .file("/etc/sudoers.d/app", "app ALL=(ALL) NOPASSWD:ALL\n")), kind: "everything", severity: .high),
            .fires(
                "a group with a member",
                .app(
                    .accounts("app:x:1001:1001::/:/bin/sh"), .file("/etc/group", "wheel:x:10:app\n"),
                    .program("/usr/bin/doas", mode: 0o4755), .file("/etc/doas.conf", "permit nopass :wheel\n")),
                kind: "everything", severity: .high),
            .fires(
                "one command",
                .app(
                    .accounts("app:x:1001:1001::/:/bin/sh"), .program("/usr/bin/sudo"),
                    .file("/etc/sudoers", "app ALL = NOPASSWD: /usr/sbin/service nginx reload\n")), kind: "commands",
                severity: .medium),
            .fires(
                "for nobody who is there",
                .app(.accounts(), .program("/usr/bin/sudo"), .file("/etc/sudoers", "%wheel ALL=(ALL) NOPASSWD: ALL\n")),
                kind: "nobody", severity: .low),
            .quiet(
                "a comment",
                .app(.program("/usr/bin/sudo"), .file("/etc/sudoers", "# %wheel ALL=(ALL:ALL) NOPASSWD: ALL\n"))),
            .quiet(
                "with a password",
                .app(.program("/usr/bin/sudo"), .file("/etc/sudoers", "root ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL) ALL\n"))),
            .quiet(
                "no sudo", .app(.accounts("a:x:1:1::/:"), .file("/etc/sudoers.d/a", "a ALL=(ALL) NOPASSWD:ALL\n"))),
        ])

    private struct Grant {
        var who: String
        var path: String
        var isEverything: Bool
    }

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var grants: [Grant] = []
        if hasProgram("sudo", image) { grants += sudoers(image) }
        if hasProgram("doas", image) { grants += doas(image) }
        var groups: [String: [Grant]] = [:]
        for grant in grants {
            let kind = !isSomebody(grant.who, image) ? "nobody" : grant.isEverything ? "everything" : "commands"
            groups[kind, default: []].append(grant)
        }
        for (kind, severity) in [("everything", Severity.high), ("commands", .medium), ("nobody", .low)] {
            guard let grants = groups[kind] else { continue }
            let names = ByteText.list(Array(Set(grants.map(\.who))).sorted(), limit: 3)
            let message =
                switch kind {
                case "everything": "\(names) may run everything as root without a password"
                case "commands": "\(names) may run some programs as root without a password"
                default: "a rule lets \(names), who is nobody, be root without a password"
                }
            let places = Array(Set(grants.map(\.path))).sorted().map { image.place($0) }
            findings.add(image.finding(description, kind, severity, message, at: places, anchor: names))
        }
    }

    private static func hasProgram(_ name: String, _ image: ImageFacts) -> Bool {
        ["/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/"].contains { folder in
            guard case .found(let path) = image.tree.resolve(Array((folder + name).utf8)) else { return false }
            return image.tree.inode(at: path) != nil
        }
    }

    /// Lines of sudoers(5): `WHO HOSTS = (AS) TAGS: COMMANDS`, continued by a backslash.
    private static func sudoers(_ image: ImageFacts) -> [Grant] {
        var grants: [Grant] = []
        for (path, text) in image.keptFiles(at: "/etc/sudoers", in: "/etc/sudoers.d") {
            var asksNobody = false
            let lines = text.split(separator: "\n").prefix(4_096).map { $0.drop { $0.isWhitespace } }
            for line in lines where !line.hasPrefix("#") && !line.hasPrefix("@") {
                if line.hasPrefix("Defaults") {
                    if line.contains("!authenticate") { asksNobody = true }
                    continue
                }
                guard !line.contains("_Alias "), let equals = line.firstIndex(of: "=") else { continue }
                guard let who = line.split(whereSeparator: \.isWhitespace).first else { continue }
                let right = line[line.index(after: equals)...]
                let tag = right.firstRange(of: "NOPASSWD:")
                guard tag != nil || asksNobody && who != "root" else { continue }
                let commands = tag.map { right[$0.upperBound...] } ?? right.drop { $0 != ")" }.dropFirst()
                let isEverything = commands.split(separator: ",").contains {
                    $0.filter { !$0.isWhitespace }.split(separator: ":").last == "ALL"
                }
                grants.append(Grant(who: String(who), path: path, isEverything: isEverything))
            }
        }
        return grants
    }

    /// Lines of doas.conf(5): `permit nopass WHO [as USER] [cmd PROGRAM]`.
    private static func doas(_ image: ImageFacts) -> [Grant] {
        var grants: [Grant] = []
        for (path, text) in image.keptFiles(at: "/etc/doas.conf", in: "/etc/doas.d") {
            for line in text.split(separator: "\n").prefix(4_096) {
                let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
                guard words.first == "permit", words.contains("nopass") else { continue }
                let options: Set<String> = ["permit", "nopass", "persist", "keepenv", "nolog", "setenv"]
                guard let who = words.first(where: { !options.contains($0) && !$0.hasPrefix("{") }), who != "root"
                else {
                    continue
                }
                let name = who.hasPrefix(":") ? "%" + who.dropFirst() : who
                grants.append(Grant(who: name, path: path, isEverything: !words.contains("cmd")))
            }
        }
        return grants
    }

    /// Whether anybody but root is meant: a user who is there, or a group that somebody is in.
    private static func isSomebody(_ who: String, _ image: ImageFacts) -> Bool {
        let accounts = image.accounts
        if who == "ALL" { return true }
        if who.hasPrefix("%") {
            guard let group = accounts.group(named: String(who.dropFirst())) else { return false }
            return !group.members.isEmpty || accounts.isPrimary(gid: group.gid)
        }
        if who.hasPrefix("#"), let uid = Int64(who.dropFirst()) { return uid != 0 }
        guard let user = accounts.user(named: who) else { return false }
        return user.uid != 0
    }
}

extension ImageFacts {
    /// Kept files: one at a path, and those of a folder, by name.
    func keptFiles(at path: String, in folder: String) -> [(path: String, text: String)] {
        var files: [(path: String, text: String)] = []
        if let bytes = keptFile(path) { files.append((path, String(decoding: bytes, as: UTF8.self))) }
        if case .found(let id) = tree.resolve(Array(folder.utf8)) {
            for child in tree.children(of: id).prefix(256) {
                guard let bytes = kept[child] else { continue }
                files.append((tree.paths.string(of: child), String(decoding: bytes, as: UTF8.self)))
            }
        }
        return files
    }
}
