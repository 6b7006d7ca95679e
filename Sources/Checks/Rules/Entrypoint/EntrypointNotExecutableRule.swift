// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree

/// What Entrypoint and Cmd name cannot be executed.
enum EntrypointNotExecutableRule: Rule {
    static let description = RuleDescription(
        id: "entrypoint-not-executable",
        title: "The program that starts cannot be executed",
        severity: .critical,
        category: .configuration,
        rationale: """
            The container ends with «permission denied» or «exec format error» before anything runs: the file has no \
            executable bit, is a directory, or is a text without a first line that names its interpreter.
            """,
        remedy: "COPY --chmod=755 for the file, or begin the script with #!/bin/sh",
        needs: [.entry, .permissions],
        examples: [
            .fires(
                "no executable bit", .app(.file("/entry.sh", "#!/bin/sh\n"), .program("/bin/sh"), cmd: ["/entry.sh"]),
                kind: "mode", severity: .critical),
            .fires("a directory", .app(.directory("/opt/run"), cmd: ["/opt/run"]), kind: "directory"),
            .fires(
                "a script without a first line",
                .app(.script("/entry.sh", "echo hello\nexec /app/server\n"), cmd: ["/entry.sh"]), kind: "format",
                severity: .critical),
            .quiet("a program", .app()),
            .quiet(
                "a script that a shell is given",
                .app(.file("/entry.sh", "exec /app/server\n"), .program("/bin/sh"), cmd: ["/bin/sh", "/entry.sh"])),
            .quiet(
                "a file that an interpreter is given",
                .app(.file("/app/a.py", "x = 1\n"), .program("/usr/bin/python3"), cmd: ["python3", "/app/a.py"])),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        func add(_ kind: String, _ path: PathTable.ID, _ what: String) {
            findings.add(
                image.finding(
                    description, kind, .critical, "\(image.tree.paths.string(of: path)) \(what)",
                    at: [image.location(of: path)]))
        }
        switch image.entry.problem {
        case .notExecutable(let path): add("mode", path, "is to be started and has no executable bit")
        case .directory(let path): add("directory", path, "is to be started and is a directory")
        case .noProgram(let path): add("format", path, "is neither a program nor a script with a first line of #!")
        default: break
        }
    }
}
