// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerScan
internal import LayerTree
internal import PackageDatabases

/// The project's history, copied along with the project.
enum VersionControlRule: Rule {
    static let description = RuleDescription(
        id: "vcs-leftover",
        title: "A version control directory",
        severity: .medium,
        category: .vcs,
        rationale: """
            A .git directory holds every version of every file that was ever committed, secrets that were removed \
            later too, and often a remote URL with a token in it.
            """,
        remedy: "Add .git to .dockerignore, or copy only what the build made",
        needs: .tree,
        examples: [
            .fires(
                "a repository",
                .app(.file("/app/.git/HEAD", "ref: refs/heads/main\n"), .file("/app/.git/config", "[core]\n")),
                kind: "git", severity: .medium),
            .fires(
                "rules for files to leave out", .app(.file("/app/.gitignore", "dist\n")), kind: "files", severity: .info
            ),
            .quiet("a repository within a package", .app(.file("/app/node_modules/x/.git/HEAD", "ref"))),
            .quiet("a package's own rules", .app(.file("/app/node_modules/x/.gitignore", "dist\n"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let tree = image.tree
        var gathering = Gathering()
        var roots: [String: PathTable.ID] = [:]
        for file in image.files.versionControl where !image.isSystemOwned(file.path) {
            let root = image.files.root(of: file.path, in: tree)
            // Several repositories are several findings; the path tells them apart until the finding is made.
            let key = DirectoryMarks.marks[Int(file.mark)].kind + " " + tree.paths.string(of: root)
            roots[key] = root
            gathering.add(key, file.path, file.inode, image)
        }
        for var group in gathering.sorted {
            let root = roots[group.kind] ?? .root
            let path = tree.paths.string(of: root)
            group.kind = String(group.kind.prefix { $0 != " " })
            var message = "\(path): \(ByteText.count(group.files.count, "file")), \(ByteText.text(group.bytes))"
            if holdsSecret(root, image) { message += ", with a secret in it" }
            findings.add(
                image.finding(
                    description, group, severity: image.isBase(layer: group.layer) ? .low : .medium, message: message,
                    anchor: path))
        }
        var files = Gathering()
        for file in image.files.marked where FileMarks.all[Int(file.mark)].family == .vcs {
            if image.packages.owner(of: file.path) == nil { files.add("files", file.path, file.inode, image) }
        }
        for group in files.sorted {
            findings.add(
                image.finding(
                    description, group, severity: .info,
                    message: "\(ByteText.count(group.files.count, "file")) for a version control system",
                    remedy: "Add .git* to .dockerignore", anchor: ""))
        }
    }

    private static func holdsSecret(_ root: PathTable.ID, _ image: ImageFacts) -> Bool {
        for (layer, facts) in image.facts.enumerated() {
            for secret in facts.secrets {
                guard let inode = image.tree.inode(layer: layer, entry: secret.entry) else { continue }
                var path = image.tree.inodes[inode.index].path
                while path != .root {
                    if path == root { return true }
                    path = image.tree.paths.parent(of: path)
                }
            }
        }
        return false
    }
}
