// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Findings
internal import ImageFormat
internal import Reports

/// How an image does under the hardening of Kubernetes or Compose, from who it runs as and what it writes.
struct Deployment {
    private let user: RuntimeUser
    /// As the configuration names it, without secrets.
    private let written: String
    /// Directories that need to be writable under a read-only root, the image's volumes and `/tmp` left out.
    private let writes: [String]
    private let volumes: [String]
    private let ports: [Int]

    /// - Parameter findings: as the rules say them, whatever a policy makes of them.
    ///
    /// nil for images of Windows, which run as none of these users and under no read-only root.
    init?(_ facts: ImageFacts, _ findings: [Finding], _ redacted: Redaction) {
        guard facts.isUnix else { return nil }
        user = facts.user
        written = redacted(facts.user.written)
        volumes = redacted(facts.config.volumes)
        let places = findings.filter { $0.rule == "writable-rootfs" }.flatMap(\.locations).map(\.path)
        writes = Set(places).sorted()
        ports = facts.config.exposedPorts.compactMap { port in
            port.split(separator: "/").first.flatMap { Int($0) }.flatMap { (1..<1_024).contains($0) ? $0 : nil }
        }.sorted()
    }

    /// nil for profiles without an orchestrator.
    func report(_ profile: Profile) -> DeploymentReport? {
        switch profile {
        case .kubernetes: DeploymentReport(target: "kubernetes", settings: kubernetes, block: kubernetesBlock)
        case .compose: DeploymentReport(target: "compose", settings: compose, block: composeBlock)
        case .default, .builder, .base: nil
        }
    }

    private static let exampleUser: Int64 = 10_001

    /// Who to run as: the image's own user where it is none but root.
    private var uid: Int64 { user.uid.flatMap { $0 > 0 ? $0 : nil } ?? Deployment.exampleUser }
    private var gid: Int64 { user.gid.flatMap { $0 > 0 ? $0 : nil } ?? uid }

    private var userWords: String {
        guard let uid = user.uid else { return "USER \(written) has no entry in /etc/passwd: it does not start" }
        if uid == 0 { return written.isEmpty ? "no USER: it runs as root" : "USER \(written) is root" }
        return "USER \(written) is uid \(uid)"
    }

    private var rootFilesystem: String {
        guard !writes.isEmpty else { return "nothing is known that it would write outside of volumes and /tmp" }
        let shown = writes.prefix(3).joined(separator: ", ")
        let left = mountable.count - Deployment.mostMounts
        return "writes \(shown)" + (writes.count > 3 ? " and \(writes.count - 3) more" : "")
            + (left > 0 ? ": the first \(Deployment.mostMounts) mounted in the block" : ": mounted in the block")
    }

    private var kubernetes: [DeploymentReport.Setting] {
        let isRefused = user.uid ?? 0 == 0 || !user.isNumeric
        var why = userWords
        if user.uid ?? 0 > 0, !user.isNumeric { why += ", but a name: the kubelet cannot tell, and refuses it" }
        return [
            DeploymentReport.Setting(name: "runAsNonRoot", ok: !isRefused, why: why),
            DeploymentReport.Setting(name: "readOnlyRootFilesystem", ok: writes.isEmpty, why: rootFilesystem),
        ] + lowPorts
    }

    private var compose: [DeploymentReport.Setting] {
        [
            DeploymentReport.Setting(name: "user", ok: user.uid ?? 0 > 0, why: userWords),
            DeploymentReport.Setting(name: "read_only", ok: writes.isEmpty, why: rootFilesystem),
        ] + lowPorts
    }

    private var lowPorts: [DeploymentReport.Setting] {
        guard let first = ports.first, user.uid ?? 0 > 0 else { return [] }
        return [
            DeploymentReport.Setting(
                name: "NET_BIND_SERVICE", ok: false,
                why:
                    "EXPOSE \(first): a port below 1024 needs it where net.ipv4.ip_unprivileged_port_start is not lowered"
            )
        ]
    }

    private var kubernetesBlock: [String] {
        var lines = [
            "securityContext:",
            "  runAsNonRoot: true",
            "  runAsUser: \(uid)",
            "  runAsGroup: \(gid)",
            "  readOnlyRootFilesystem: true",
            "  allowPrivilegeEscalation: false",
            "  capabilities:",
            "    drop: [ALL]",
            "  seccompProfile:",
            "    type: RuntimeDefault",
        ]
        if !lowPorts.isEmpty { lines.insert("    add: [NET_BIND_SERVICE]", at: 8) }
        lines += ["volumeMounts:"]
        for (index, path) in mounts.enumerated() {
            lines += ["  - name: writable-\(index)", "    mountPath: \(Deployment.quoted(path))"]
        }
        lines += ["# and in the pod's spec:", "volumes:"]
        for index in mounts.indices { lines += ["  - name: writable-\(index)", "    emptyDir: {}"] }
        return lines
    }

    private var composeBlock: [String] {
        var lines = [
            "user: \"\(uid):\(gid)\"",
            "read_only: true",
            "tmpfs:",
        ]
        lines += mounts.map { "  - \(Deployment.quoted($0))" }
        lines += ["cap_drop: [ALL]"]
        if !lowPorts.isEmpty { lines.append("cap_add: [NET_BIND_SERVICE]") }
        lines.append("security_opt: [\"no-new-privileges:true\"]")
        return lines
    }

    private var mountable: [String] { writes.filter { $0 != "/tmp" && !volumes.contains($0) } }

    /// Of more, the block is no block to paste.
    private static let mostMounts = 20

    private var mounts: [String] { ["/tmp"] + mountable.prefix(Deployment.mostMounts) }

    /// A path out of an image as a YAML string: hostile ones stay one string.
    private static func quoted(_ path: String) -> String {
        var text = "\""
        for scalar in path.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl
                    || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF
                {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    text += "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}
