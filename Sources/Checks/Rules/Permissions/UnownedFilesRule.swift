// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// Files of users and groups that the image does not know.
enum UnownedFilesRule: Rule {
    static let description = RuleDescription(
        id: "unowned-files",
        title: "Files of users without an entry in /etc/passwd",
        severity: .low,
        category: .privilege,
        rationale: """
            A file whose owner is only a number belongs to whoever gets that number later. Mostly it is the builder's \
            own uid that came along with a copied tree, and nobody meant anything by it.
            """,
        remedy:
            "COPY --chown=root:root (or the runtime user) for the tree, or create the user before files of its number",
        needs: [.tree, .permissions],
        examples: [
            .fires(
                "the builder's uid",
                .app(.accounts("app:x:1001:1001::/:/bin/sh"), .file("/app/a.js", uid: 501, gid: 20)), kind: "unowned",
                severity: .low),
            .quiet(
                "a known user",
                .app(.accounts("app:x:1001:1001::/:/bin/sh"), .file("/app/a.js", uid: 1001))),
            .quiet("the runtime user without an entry", .app(.accounts(), .file("/app/a.js", uid: 1001))),
            .quiet("no accounts at all, as from scratch", .app(.file("/app/a.js", uid: 501))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var gathering = PlaceGathering()
        var owners: [Int: Set<String>] = [:]
        for file in image.permissions.unowned where !image.isInVolume(file.path) {
            let entry = tree.entry(of: file.inode)
            // A number as USER needs no entry, and neither do its files.
            if let uid = image.user.uid, Int64(entry.uid) == uid, !image.user.isRoot { continue }
            gathering.add("unowned", file.path, image)
            if owners[image.layer(of: file.path), default: []].count < 8 {
                owners[image.layer(of: file.path), default: []].insert("\(entry.uid):\(entry.gid)")
            }
        }
        for group in gathering.sorted {
            let names = ByteText.list((owners[group.layer] ?? []).sorted(), limit: 3)
            findings.add(
                image.finding(
                    description, group, image.isBase(layer: group.layer) ? .info : .low,
                    "\(ByteText.count(group.paths.count, "file")) of \(names), whom /etc/passwd and /etc/group do not know",
                    anchor: ""))
        }
    }
}
