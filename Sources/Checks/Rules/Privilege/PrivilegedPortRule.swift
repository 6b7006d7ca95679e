// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// Ports that need rights, or that let people in.
enum PrivilegedPortRule: Rule {
    static let description = RuleDescription(
        id: "privileged-port",
        title: "EXPOSE of a port that needs rights or lets people in",
        severity: .medium,
        category: .configuration,
        rationale: """
            A user other than root may bind a port below 1024 only where the runtime allows it: Docker does since \
            20.10, Kubernetes mostly does not, and the container then ends at its start. Ports of remote shells, \
            remote desktops and unguarded daemons have no place in a service's image.
            """,
        remedy: "Listen on a port above 1023 (8080, 8443) and EXPOSE that; map it to 80 outside",
        needs: .config,
        examples: [
            .fires(
                "a low port and a user", .app().with { $0.exposedPorts = ["80/tcp"] }, kind: "low-port", severity: .low),
            .fires(
                "the Docker daemon's", .app().with { $0.exposedPorts = ["2375/tcp"] }, kind: "remote-access",
                severity: .medium),
            .quiet("a high port", .app().with { $0.exposedPorts = ["8080/tcp"] }),
            .quiet("a low port and root", .app(user: "0").with { $0.exposedPorts = ["80/tcp"] }),
            .quiet(
                "a program that may",
                .app(.program("/app/web", capabilities: 1 << 10), cmd: ["/app/web"]).with {
                    $0.exposedPorts = ["443/tcp"]
                }),
        ])

    private static let remote: [Int: String] = [
        22: "SSH", 23: "Telnet", 2375: "the Docker daemon without TLS", 3389: "Remote Desktop", 5900: "VNC",
        512: "rexec", 513: "rlogin", 514: "rsh", 873: "rsync",
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let ports = image.config.exposedPorts.prefix(256).compactMap { text -> (number: Int, text: String)? in
            let isTCP = !text.hasSuffix("/udp") && !text.hasSuffix("/sctp")
            return isTCP ? Int(text.prefix { $0.isNumber }).map { ($0, text) } : nil
        }
        let doors = ports.filter { remote[$0.number] != nil }
        if !doors.isEmpty {
            let names = ByteText.list(doors.map { "\($0.number) (\(remote[$0.number] ?? ""))" }, limit: 3)
            findings.add(
                image.finding(
                    description, "remote-access", .medium, "EXPOSE \(names): a way in",
                    remedy: "Drop the EXPOSE and the server behind it", at: places(doors), anchor: ""))
        }
        let low = ports.filter { $0.number < 1_024 && $0.number > 0 && remote[$0.number] == nil }
        guard image.isUnix, !low.isEmpty, !image.user.isRoot, image.user.isResolved, !mayBind(image) else { return }
        findings.add(
            image.finding(
                description, "low-port", .low,
                "EXPOSE \(ByteText.list(low.map(\.text), limit: 3)) and a user who may not bind it everywhere",
                at: places(low), anchor: ""))
    }

    private static func places(_ ports: [(number: Int, text: String)]) -> [Location] {
        ports.prefix(20).map { Location(path: "config:ExposedPorts[\($0.text)]", layer: nil) }
    }

    /// A program of the chain has capabilities of its own.
    private static func mayBind(_ image: ImageFacts) -> Bool {
        image.permissions.capable.contains { image.entry.files.contains($0.path) }
    }
}
