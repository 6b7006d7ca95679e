// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Keys that open a door of every container.
enum AuthorizedKeysRule: Rule {
    static let description = RuleDescription(
        id: "authorized-keys",
        title: "Keys that may log in",
        severity: .medium,
        category: .privilege,
        rationale: """
            A key in authorized_keys opens every container of the image for as long as the image is used, long after \
            its owner left.
            """,
        remedy: "Leave authorized_keys out of the image; mount it where a login is really wanted",
        needs: [.tree],
        examples: [
            .fires(
                "root's", .app(.file("/root/.ssh/authorized_keys", "ssh-ed25519 AAAAC3Nza me@laptop\n")), kind: "key",
                severity: .medium),
            .quiet("an empty file", .app(.file("/root/.ssh/authorized_keys", ""))),
            .quiet("comments", .app(.file("/root/.ssh/authorized_keys", "# keys go here\n\n"))),
            .quiet("known hosts", .app(.file("/root/.ssh/known_hosts", "github.com ssh-ed25519 AAAAC3Nza\n"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var paths: [PathTable.ID] = []
        var keys = 0
        for (path, bytes) in image.kept where image.tree.paths.name(of: path).elementsEqual("authorized_keys".utf8) {
            let lines = bytes.split(separator: UInt8(ascii: "\n")).filter { line in
                let text = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
                return !text.isEmpty && text.first != UInt8(ascii: "#")
            }
            guard !lines.isEmpty else { continue }
            paths.append(path)
            keys += lines.count
        }
        guard !paths.isEmpty else { return }
        let places = paths.map { image.location(of: $0) }.sorted { $0.path < $1.path }
        findings.add(
            image.finding(
                description, "key", .medium,
                "\(ByteText.count(keys, "key")) may log in: \(ByteText.list(places.map(\.path), limit: 3))", at: places)
        )
    }
}
