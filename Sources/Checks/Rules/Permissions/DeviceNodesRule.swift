// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Devices that lie in a layer.
enum DeviceNodesRule: Rule {
    static let description = RuleDescription(
        id: "device-nodes",
        title: "Device nodes in a layer",
        severity: .medium,
        category: .privilege,
        rationale: """
            A container gets its devices from the runtime, in /dev. A node elsewhere opens the host's disk or memory as \
            soon as the container is run with more rights than it should have, and does nothing otherwise.
            """,
        remedy: "Delete the node in the instruction that made it; name devices with --device at run time",
        needs: [.tree, .permissions],
        examples: [
            .fires("outside of /dev", .app(.device("/app/dev/sda")), kind: "device", severity: .medium),
            .fires("in /dev, from an old root archive", .app(.device("/dev/null")), kind: "dev", severity: .info),
            .quiet("a plain file in /dev", .app(.file("/dev/null"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let root = image.tree.find("/dev")
        var gathering = PlaceGathering()
        for file in image.permissions.devices {
            var parent = image.tree.paths.parent(of: file.path)
            while parent != .root, parent != root { parent = image.tree.paths.parent(of: parent) }
            gathering.add(parent == root ? "dev" : "device", file.path, image)
        }
        for group in gathering.sorted {
            let names = ByteText.list(image.locations(of: group).map(\.path), limit: 3)
            findings.add(
                image.finding(
                    description, group, group.kind == "dev" ? .info : .medium,
                    "\(ByteText.count(group.paths.count, "device node")): \(names)", anchor: ""))
        }
    }
}
