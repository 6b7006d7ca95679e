// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// The version before, kept by an editor, a merge or a careful hand.
enum BackupFileRule: Rule {
    static let description = RuleDescription(
        id: "backup-file",
        title: "Backup copies of files",
        severity: .low,
        category: .logOrTemp,
        rationale: """
            What an editor, a patch or a copy before an edit left behind. Nothing reads it, it may hold what the edit \
            took out, and a web server hands it out as text.
            """,
        remedy: "Add them to .dockerignore: **/*.orig **/*.rej **/*.bak **/*.swp **/*~",
        needs: [.tree, .packages],
        examples: [
            .fires("an editor's swap file", .app(.file("/app/.config.js.swp", "b0VIM 8.2")), severity: .low),
            .fires("a copy before an edit", .app(.file("/app/settings.py.bak", "DEBUG = True")), severity: .low),
            .fires("Emacs' copy", .app(.file("/app/index.php~", "<?php")), severity: .low),
            .fires("a merge's original", .app(.file("/app/app.js.orig", "x")), severity: .low),
            .quiet("the system's own copies", .app().running("useradd app", .file("/etc/passwd-", "root:x:0:0"))),
            .quiet("what a package brings", .app(.file("/app/node_modules/x/a.js.orig", "x"))),
            .quiet("what the base left", .app().on(base: .file("/opt/tool/setup.bak", "x"))),
            .quiet("an empty file", .app(.file("/app/flag.old"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = Gathering()
        gathering.add(own: image.files.marked, image) { file in
            let mark = FileMarks.all[Int(file.mark)]
            return mark.family == .backup && image.tree.size(of: file.inode) > 0 ? mark.kind : nil
        }
        for group in gathering.sorted {
            findings.add(
                image.finding(
                    description, group, severity: .low, message: "backup copies: " + group.summary(image), anchor: ""))
        }
    }
}
