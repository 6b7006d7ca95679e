// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// A shell is process 1.
enum ShellFormEntrypointRule: Rule {
    static let description = RuleDescription(
        id: "shell-form-entrypoint",
        title: "ENTRYPOINT or CMD in shell form",
        severity: .low,
        category: .configuration,
        rationale: """
            Written as a command line, the program runs below a shell that is process 1. The shell does not hand on \
            SIGTERM: `docker stop` waits ten seconds and kills, and what was in flight is lost. ENTRYPOINT in shell \
            form also ignores CMD and the arguments of `docker run`.
            """,
        remedy: "Write words: CMD [\"node\", \"server.js\"]; where a shell is needed, exec the program in it",
        needs: [.config, .entry],
        examples: [
            .fires("CMD", .app(cmd: ["/bin/sh", "-c", "node server.js"]), kind: "cmd", severity: .low),
            .fires(
                "ENTRYPOINT", .app(cmd: []).with { $0.entrypoint = ["/bin/sh", "-c", "/app/server --port 80"] },
                kind: "entrypoint", severity: .low),
            .quiet("words", .app(cmd: ["node", "server.js"])),
            .quiet("a shell that hands over", .app(cmd: ["/bin/sh", "-c", "exec node server.js"])),
            .quiet(
                "a shell that hands over at the end",
                .app(cmd: ["/bin/sh", "-c", "node migrate.js && exec node server.js"])),
            .quiet("a script", .app(cmd: ["/bin/sh", "/app/start.sh"])),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        guard image.entry.isShellForm else { return }
        let isEntrypoint = !image.config.entrypoint.isEmpty
        let words = isEntrypoint ? image.config.entrypoint : image.config.cmd
        findings.add(
            image.finding(
                description, isEntrypoint ? "entrypoint" : "cmd", .low,
                "\(isEntrypoint ? "ENTRYPOINT" : "CMD") is in shell form: \(EntryChain.baseName(words.first ?? "sh")) is process 1 and hands no signals on",
                at: [Location(path: isEntrypoint ? "config:Entrypoint" : "config:Cmd", layer: nil)], anchor: ""))
    }
}
