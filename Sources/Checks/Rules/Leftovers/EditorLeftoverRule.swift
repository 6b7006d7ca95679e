// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// What editors and desktops leave in every directory they see.
enum EditorLeftoverRule: Rule {
    static let description = RuleDescription(
        id: "editor-and-os-leftover",
        title: "Files of editors and desktops",
        severity: .low,
        category: .sourceCode,
        rationale: """
            Settings of an editor, .DS_Store and Thumbs.db came with a copied directory. They name files, people and \
            hosts of a developer's machine, and show that nothing chose what to copy.
            """,
        remedy: "Add them to .dockerignore: .vscode .idea **/.DS_Store **/Thumbs.db",
        needs: [.tree, .packages],
        examples: [
            .fires(
                "an editor's settings", .app(.file("/app/.vscode/settings.json", "{}")), kind: "editor", severity: .low),
            .fires("a desktop's index", .app(.file("/app/.DS_Store", "x")), kind: "desktop", severity: .low),
            .fires("an editor's memory", .app(.file("/root/.viminfo", "x")), kind: "editor", severity: .low),
            .quiet("a package's own", .app(.file("/app/node_modules/x/.vscode/settings.json", "{}"))),
            .quiet("the base's", .app().on(base: .file("/root/.wget-hsts", "x"))),
            .quiet("none", .app(.file("/app/idea.js", "x"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        findings.add(
            description, own: image.files.editors, as: "editor", named: [.editor: "editor", .desktop: "desktop"],
            titles: ["editor": "an editor's files", "desktop": "a desktop's files"], image)
    }
}
