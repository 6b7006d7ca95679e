// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// Programs to look around with: downloaders, remote shells, sniffers, editors.
enum NetworkDebugToolRule: Rule {
    static let description = RuleDescription(
        id: "network-debug-tool",
        title: "Network tools and editors in the image",
        severity: .low,
        category: .configuration,
        rationale: """
            Whoever gets in needs a way to fetch more, to look around, and to reach further: curl, nc, ssh, tcpdump, \
            an editor. What only a human at a prompt uses has no place in an image; debug with an ephemeral container.
            """,
        remedy: """
            Leave them out of the final stage's packages; debug with kubectl debug or docker debug, which bring their own
            """,
        needs: [.tree, .permissions, .entry, .config],
        examples: [
            .fires(
                "a sniffer", .app().running("apt-get install tcpdump", .program("/usr/bin/tcpdump")), kind: "network",
                severity: .low),
            .fires(
                "an editor", .app().running("apk add vim", .program("/usr/bin/vim")), kind: "editor", severity: .low),
            .fires(
                "a downloader", .app().running("apt-get install curl", .program("/usr/bin/curl")), kind: "download",
                severity: .info),
            .fires("the base's", .app().on(base: .program("/usr/bin/ssh")), kind: "network", severity: .info),
            .quiet(
                "a downloader that the health check uses",
                .app().running("apk add curl", .program("/usr/bin/curl"))
                    .with { $0.healthcheck = ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] }),
            .quiet(
                "applets", .app().on(base: .program("/bin/busybox"), .link("/usr/bin/wget", to: "/bin/busybox"))),
            .quiet(
                "the program that the image is there for",
                ExampleImage().copying([.program("/usr/bin/rsync")]).with { $0.cmd = ["/usr/bin/rsync", "--daemon"] }),
        ])

    private static let downloaders: Set<String> = ["curl", "wget", "wget2", "aria2c"]
    private static let editors: Set<String> = ["vim", "vi", "nano", "emacs", "nvim", "joe", "ed", "micro"]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let started = Set(image.entry.files)
        let health = image.config.healthcheck?.test.joined(separator: " ") ?? ""
        var groups: [String: (files: GatheredFiles, names: [String])] = [:]
        for tool in image.foundTools.tools where tool.tool.role == .network && !started.contains(tool.path) {
            let name = tool.tool.name
            if downloaders.contains(name), words(health).contains(name) { continue }
            let kind = downloaders.contains(name) ? "download" : editors.contains(name) ? "editor" : "network"
            let layer = image.tree.layer(of: tool.inode)
            let isBase = image.isBase(layer: layer)
            let key = isBase ? kind : kind + " \(layer)"
            var group = groups[key] ?? (GatheredFiles(kind: kind, layer: layer), [])
            group.files.append(tool.path, tool.inode, image.tree.size(of: tool.inode))
            if !group.names.contains(name) { group.names.append(name) }
            groups[key] = group
        }
        let titles = ["download": "downloaders", "editor": "editors", "network": "network tools"]
        for (_, group) in groups.sorted(by: { ($0.value.files.layer, $0.key) < ($1.value.files.layer, $1.key) }) {
            let kind = group.files.kind
            let isBase = image.isBase(layer: group.files.layer)
            findings.add(
                image.finding(
                    description, group.files, severity: isBase || kind == "download" ? .info : .low,
                    message: (titles[kind] ?? kind) + ": " + ByteText.list(group.names.sorted(), limit: 8),
                    anchor: ""))
        }
    }

    /// Programs are words of a command line: `curl`, `/usr/bin/curl`, `(curl`.
    private static func words(_ line: String) -> Set<String> {
        Set(
            line.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." && $0 != "/" }
                .map { EntryChain.baseName(String($0)) })
    }
}
