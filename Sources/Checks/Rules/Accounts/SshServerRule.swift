// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// A way in beside the service.
enum SshServerRule: Rule {
    static let description = RuleDescription(
        id: "ssh-server",
        title: "An SSH server in the image",
        severity: .medium,
        category: .privilege,
        rationale: """
            Whoever needs to look into a container has `docker exec` and `kubectl exec`, with the cluster's own access \
            control and log. An SSH server is a second process, a second set of keys and accounts, and a port that \
            somebody will open.
            """,
        remedy: "Leave openssh-server out; use docker exec, kubectl exec or a debug container",
        needs: [.tree, .entry],
        examples: [
            .fires("installed", .app(.program("/usr/sbin/sshd")), kind: "sshd", severity: .medium),
            .fires(
                "in the base, never started", .app().on(base: .program("/usr/sbin/dropbear")), kind: "dropbear",
                severity: .low),
            .quiet("a client", .app(.program("/usr/bin/ssh"))),
            .quiet(
                "an applet of busybox", .app(.program("/bin/busybox"), .link("/usr/sbin/telnetd", to: "/bin/busybox"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let server = ToolTable.index(of: "ssh-server")
        for tool in image.foundTools.tools where tool.tool.toolchain == server {
            let name = tool.tool.name
            let isStarted = image.entry.runs(name) || image.config.exposedPorts.contains { $0.hasPrefix("22/") }
            let isBase = image.isBase(layer: image.tree.layer(of: tool.inode))
            findings.add(
                image.finding(
                    description, name, isBase && !isStarted ? .low : .medium,
                    isStarted ? "\(name) is in the image and meant to run" : "\(name) is in the image",
                    at: [image.location(of: tool.path)], anchor: ""))
        }
    }
}
