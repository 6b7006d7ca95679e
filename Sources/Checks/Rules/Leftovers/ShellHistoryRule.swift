// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// What somebody typed.
enum ShellHistoryRule: Rule {
    static let description = RuleDescription(
        id: "shell-history",
        title: "A shell's history",
        severity: .low,
        category: .logOrTemp,
        rationale: """
            Commands typed in a shell, a database client or an interpreter, often with passwords in them. It also \
            means that somebody made the image by hand (docker commit), or copied a home directory.
            """,
        remedy: "Build from a Dockerfile in place of docker commit; never COPY a home directory",
        needs: [.tree, .packages],
        examples: [
            .fires("root's", .app(.file("/root/.bash_history", "mysql -u root\n")), severity: .low),
            .fires("a database client's", .app(.file("/home/app/.psql_history", "select 1;\n")), severity: .low),
            .quiet("an empty one", .app(.file("/root/.bash_history"))),
            .quiet("the base's", .app().on(base: .file("/root/.ash_history", "ls\n")), upTo: .info),
            .quiet("a module of that name", .app(.file("/app/history.js", "x"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = Gathering()
        for file in image.files.marked where FileMarks.all[Int(file.mark)].family == .history {
            guard image.tree.size(of: file.inode) > 0, image.packages.owner(of: file.path) == nil else { continue }
            gathering.add("shell-history", file.path, file.inode, image)
        }
        for group in gathering.sorted {
            findings.add(
                image.finding(
                    description, group, severity: image.isBase(layer: group.layer) ? .info : .low,
                    message: "what was typed: " + group.summary(image)))
        }
    }
}
