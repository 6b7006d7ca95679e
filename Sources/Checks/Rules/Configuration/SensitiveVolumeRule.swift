// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// Volumes where the system or the kernel lives.
enum SensitiveVolumeRule: Rule {
    static let description = RuleDescription(
        id: "sensitive-volume",
        title: "VOLUME over a directory of the system",
        severity: .medium,
        category: .configuration,
        rationale: """
            A volume over /etc, /usr or /root takes what a newer image brings there out of sight for whoever keeps the \
            volume. One over /proc, /sys, /dev or the Docker socket asks for the host's own.
            """,
        remedy: "VOLUME for a directory of data alone, such as /var/lib/app; nothing at all is better still",
        needs: .config,
        examples: [
            .fires("the kernel's", .app().with { $0.volumes = ["/proc"] }, kind: "kernel", severity: .medium),
            .fires(
                "the Docker socket", .app().with { $0.volumes = ["/var/run/docker.sock"] }, kind: "socket",
                severity: .medium),
            .fires("the system's", .app().with { $0.volumes = ["/etc/"] }, kind: "system", severity: .medium),
            .quiet("data", .app().with { $0.volumes = ["/var/lib/app", "/data", "/etc/app/conf.d"] }),
        ])

    private static let kernel: Set<String> = ["/proc", "/sys", "/dev"]
    private static let system: Set<String> = [
        "/", "/bin", "/boot", "/etc", "/lib", "/lib64", "/root", "/sbin", "/usr", "/usr/bin", "/usr/lib", "/usr/sbin",
        "/var",
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var groups: [String: [String]] = [:]
        for volume in image.config.volumes.prefix(256) {
            var path = volume
            while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
            if kernel.contains(path) || kernel.contains(where: { path.hasPrefix($0 + "/") }) {
                groups["kernel", default: []].append(volume)
            } else if path.hasSuffix("/docker.sock") || path.hasSuffix("/containerd.sock")
                || path.hasSuffix("/podman.sock")
            {
                groups["socket", default: []].append(volume)
            } else if system.contains(path) {
                groups["system", default: []].append(volume)
            }
        }
        for (kind, volumes) in groups.sorted(by: { $0.key < $1.key }) {
            findings.add(
                image.finding(
                    description, kind, .medium,
                    "VOLUME \(ByteText.list(volumes.map { ImageFacts.cut($0, 40) }, limit: 3))",
                    at: volumes.prefix(20).map { Location(path: "config:Volumes[\($0)]", layer: nil) }, anchor: ""))
        }
    }
}
