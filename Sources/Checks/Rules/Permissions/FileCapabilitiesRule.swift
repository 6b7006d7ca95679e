// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Files that give whoever starts them a part of root's rights.
enum FileCapabilitiesRule: Rule {
    static let description = RuleDescription(
        id: "file-capabilities",
        title: "Files with capabilities",
        severity: .high,
        category: .privilege,
        rationale: """
            A capability in a file is setuid in small: whoever starts the file gets it. Binding a low port is harmless; \
            changing one's uid, reading every file or tracing processes is root by another name.
            """,
        remedy: "RUN setcap -r on it; give the container the capability at run time, or listen on a port above 1023",
        needs: [.tree, .permissions, .packages],
        examples: [
            .fires(
                "root by another name", .app(.program("/app/helper", capabilities: 1 << 7)), kind: "powerful",
                severity: .high),
            .fires(
                "a raw socket", .app(.program("/app/probe", capabilities: 1 << 13)), kind: "capability",
                severity: .medium),
            .fires(
                "a low port", .app(.program("/app/web", capabilities: 1 << 10)), kind: "low-port", severity: .info),
            .fires(
                "a package's own",
                .app().on(
                    base: [.program("/usr/bin/ping", capabilities: 1 << 13)]
                        + ExampleFile.debian(ExamplePackage("iputils-ping", files: ["/usr/bin/ping"]))),
                kind: "packaged", severity: .info),
            .quiet("no capability", .app(.program("/app/web"))),
        ])

    /// `linux/capability.h`, by number.
    private static let names = [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap",
        "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner",
        "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice",
        "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control", "setfcap",
        "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf",
        "checkpoint_restore",
    ]
    /// Each of these is enough to become root.
    private static let powerful: Set<String> = [
        "chown", "dac_override", "dac_read_search", "fowner", "setgid", "setuid", "setfcap", "sys_module", "sys_rawio",
        "sys_ptrace", "sys_admin", "mac_override", "mac_admin", "bpf",
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = PlaceGathering()
        var held: [String: [String]] = [:]
        for file in image.permissions.capable where !image.isInVolume(file.path) {
            let capabilities = capabilities(of: file.inode, image.tree)
            let kind: String
            if image.isSystemOwned(file.path), image.isUnchanged(file.path) != false {
                kind = "packaged"
            } else if capabilities.contains(where: powerful.contains) {
                kind = "powerful"
            } else if capabilities == ["net_bind_service"] {
                kind = "low-port"
            } else {
                kind = "capability"
            }
            for name in capabilities where held[kind]?.contains(name) != true { held[kind, default: []].append(name) }
            gathering.add(kind, file.path, image)
        }
        for group in gathering.sorted {
            let places = ByteText.list(image.locations(of: group).map(\.path), limit: 3)
            let names = ByteText.list((held[group.kind] ?? []).map { "cap_" + $0 }, limit: 4)
            let severity: Severity =
                switch group.kind {
                case "powerful": .high
                case "capability": .medium
                default: .info
                }
            let owner = severity == .info ? "" : ", and no package's own"
            findings.add(
                image.finding(
                    description, group, severity, "\(places): \(names.isEmpty ? "capabilities" : names)\(owner)"))
        }
    }

    /// The permitted set of `struct vfs_cap_data`: a revision, then permitted and inheritable, low words first.
    private static func capabilities(of inode: InodeID, _ tree: ImageTree) -> [String] {
        let entry = tree.entry(of: inode)
        let layer = tree.layers[tree.layer(of: inode)]
        guard entry.text >= 0, Int(entry.text) < layer.strings.count else { return [] }
        let bytes = layer.strings[Int(entry.text)]
        func word(_ offset: Int) -> UInt64 {
            guard offset + 4 <= bytes.count else { return 0 }
            return (0..<4).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * $1) }
        }
        let permitted = word(4) | word(12) << 32
        return names.indices.filter { permitted >> $0 & 1 != 0 }.map { names[$0] }
    }
}
