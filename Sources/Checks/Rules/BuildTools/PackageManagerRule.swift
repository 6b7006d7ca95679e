// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Programs that install packages.
enum PackageManagerRule: Rule {
    static let description = RuleDescription(
        id: "package-manager",
        title: "Package managers in the image",
        severity: .low,
        category: .configuration,
        rationale: """
            An image is not updated in place: it is built anew. A package manager at run time serves nobody but whoever \
            wants to install something there. Bases bring theirs along; distroless ones do not.
            """,
        remedy: "Copy the application and its packages into a base without one, such as distroless",
        needs: [.tree, .permissions],
        examples: [
            .fires(
                "installed by the Dockerfile", .app().running("apk add npm", .program("/usr/bin/npm")), severity: .low),
            .fires("the base's own", .app().on(base: .program("/usr/bin/apt-get")), severity: .info),
            .quiet("none", .app()),
            .quiet(
                "an applet", .app().on(base: .program("/bin/busybox"), .link("/usr/bin/dpkg", to: "/bin/busybox"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var layers: [Int: (files: GatheredFiles, names: [String])] = [:]
        for tool in image.foundTools.tools where tool.tool.role == .packageManager {
            let layer = image.tree.layer(of: tool.inode)
            // The base's are told together.
            let key = image.isBase(layer: layer) ? -1 : layer
            var group = layers[key] ?? (GatheredFiles(kind: key < 0 ? "base" : "app", layer: layer), [])
            group.files.append(tool.path, tool.inode, 0)
            if !group.names.contains(tool.tool.name) { group.names.append(tool.tool.name) }
            layers[key] = group
        }
        for (key, group) in layers.sorted(by: { $0.key < $1.key }) {
            findings.add(
                image.finding(
                    description, group.files, severity: key < 0 ? .info : .low,
                    message: "package managers: " + ByteText.list(group.names.sorted(), limit: 8), anchor: ""))
        }
    }
}
