// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Host keys that every container of the image shares.
enum SharedHostKeysRule: Rule {
    static let description = RuleDescription(
        id: "shared-host-keys",
        title: "SSH host keys in the image",
        severity: .medium,
        category: .privilege,
        rationale: """
            A host key says which machine answers. One that was made while the image was built is the same in every \
            container and known to all who can pull the image, who may then pose as any of them.
            """,
        remedy: "RUN rm -f /etc/ssh/ssh_host_* in the instruction that installs the server; make keys when it starts",
        needs: [.tree],
        examples: [
            .fires(
                "made by the package", .app(.file("/etc/ssh/ssh_host_rsa_key", "key")), kind: "openssh",
                severity: .medium),
            .fires("dropbear's", .app(.file("/etc/dropbear/dropbear_ed25519_host_key", "key")), kind: "dropbear"),
            .quiet("public halves", .app(.file("/etc/ssh/ssh_host_rsa_key.pub", "ssh-rsa AAAA"))),
            .quiet("an empty file", .app(.file("/etc/ssh/ssh_host_rsa_key", ""))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        let folders = [
            ("openssh", "/etc/ssh", "ssh_host_", "_key"), ("dropbear", "/etc/dropbear", "dropbear_", "_host_key"),
        ]
        for (kind, folder, start, end) in folders {
            guard case .found(let directory) = tree.resolve(Array(folder.utf8)) else { continue }
            let keys = tree.children(of: directory).prefix(1_024).filter { path in
                let name = tree.paths.name(of: path)
                guard name.starts(with: start.utf8), name.suffix(end.utf8.count).elementsEqual(end.utf8) else {
                    return false
                }
                return tree.inode(at: path).map { tree.entry(of: $0).kind == .file && tree.size(of: $0) > 0 } ?? false
            }
            guard !keys.isEmpty else { continue }
            findings.add(
                image.finding(
                    description, kind, .medium,
                    "\(ByteText.count(keys.count, "host key")) in \(folder): every container has the same",
                    at: keys.prefix(ImageFacts.locationLimit).map { image.location(of: $0) }, anchor: ""))
        }
    }
}
