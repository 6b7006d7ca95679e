// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// The number that tells one machine from another, the same in every container.
enum MachineIdBakedInRule: Rule {
    static let description = RuleDescription(
        id: "machine-id-baked-in",
        title: "A machine id in the image",
        severity: .low,
        category: .configuration,
        rationale: """
            Programs take /etc/machine-id for what tells one machine from another: journals, licences, message buses, \
            DHCP. One that lies in the image is the same in every container.
            """,
        remedy: "RUN : > /etc/machine-id in the instruction that made it, so that it is made anew where it is needed",
        needs: [.tree],
        examples: [
            .fires("left by systemd or dbus", .app(.file("/etc/machine-id", "0123456789abcdef0123456789abcdef\n"))),
            .fires(
                "in the base", .app().on(base: .file("/var/lib/dbus/machine-id", "0123456789abcdef0123456789abcdef\n")),
                severity: .info),
            .quiet("empty, as distributions ship it", .app(.file("/etc/machine-id", ""))),
            .quiet("to be made", .app(.file("/etc/machine-id", "uninitialized\n"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var paths: [PathTable.ID] = []
        for name in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
            guard case .found(let path) = image.tree.resolve(Array(name.utf8)), let bytes = image.kept[path],
                !paths.contains(path)
            else { continue }
            let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }
            if digits.count == 32 { paths.append(path) }
        }
        guard !paths.isEmpty else { return }
        let places = paths.map { image.location(of: $0) }
        let isBase = places.allSatisfy { $0.layer.map { image.isBase(layer: $0) } ?? false }
        findings.add(
            image.finding(
                description, "machine-id", isBase ? .info : .low, "every container has the machine id of the image",
                at: places, anchor: ""))
    }
}
