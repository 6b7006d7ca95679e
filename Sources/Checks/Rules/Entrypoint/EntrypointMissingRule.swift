// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerScan
internal import LayerTree

/// What Entrypoint and Cmd name is not there.
enum EntrypointMissingRule: Rule {
    static let description = RuleDescription(
        id: "entrypoint-missing",
        title: "The program that starts is missing",
        severity: .critical,
        category: .configuration,
        rationale: """
            The container ends with «no such file or directory» before anything runs. The program may be missing, or \
            the interpreter that its first line names, or the loader of a dynamically linked program, as when a \
            binary built on Debian is copied to Alpine or to scratch.
            """,
        remedy: """
            Check the path in ENTRYPOINT and CMD against what COPY made; link statically (CGO_ENABLED=0) or build on \
            the base that it runs on
            """,
        needs: [.entry, .config],
        examples: [
            .fires("a path", .app(cmd: ["/app/srever"]), kind: "program", severity: .critical),
            .fires("a name that PATH does not have", .app(cmd: ["gunicorn", "app:app"]), kind: "program"),
            .fires(
                "the interpreter of a script", .app(.script("/entry.sh", "#!/bin/bash\nexec x\n"), cmd: ["/entry.sh"]),
                kind: "interpreter", severity: .critical),
            .fires(
                "the loader of a program built for glibc",
                .app(.program("/app/web", loader: "/lib64/ld-linux-x86-64.so.2"), cmd: ["/app/web"]), kind: "loader",
                severity: .critical),
            .fires("neither ENTRYPOINT nor CMD", .app(cmd: []), kind: "none", severity: .low),
            .fires(
                "below a volume, which brings it", .app(cmd: ["/plugins/run"]).with { $0.volumes = ["/plugins"] },
                kind: "program", severity: .low),
            .quiet("it is there", .app()),
            .quiet("a link to it", .app(.link("/start", to: "app/server"), cmd: ["/start"])),
            .quiet(
                "by a link to a directory",
                .app(.link("/bin", to: "usr/bin"), .program("/usr/bin/sh"), cmd: ["/bin/sh"])),
            .quiet(
                "its loader is there",
                .app(
                    .program("/app/web", loader: "/lib/ld-musl-x86_64.so.1"), .program("/lib/ld-musl-x86_64.so.1"),
                    cmd: ["/app/web"])),
            .quiet(
                "a variable that only the start knows",
                .app(cmd: ["/bin/sh", "-c", "exec $SERVER"]).on(base: .program("/bin/sh"))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let entrypoint = image.config.entrypoint.isEmpty ? "config:Cmd" : "config:Entrypoint"
        // What cannot be read may hold it.
        guard image.isWhole else { return }
        func add(_ kind: String, _ severity: Severity, _ message: String, _ remedy: String? = nil) {
            findings.add(
                image.finding(
                    description, kind, severity, message, remedy: remedy,
                    at: [Location(path: entrypoint, layer: nil)], anchor: message))
        }
        switch image.entry.problem {
        case .empty:
            add(
                "none", .low, "neither ENTRYPOINT nor CMD: the image starts nothing by itself",
                "CMD [\"/app/server\"], unless it is a base for others")
        case .missing(let name):
            let severity: Severity = isProvided(name, image) ? .low : .critical
            add(
                "program", severity,
                "\(ImageFacts.cut(name, 80)) is not in the image\(name.contains("/") ? "" : "'s PATH")")
        case .missingInterpreter(let script, let name):
            let path = image.tree.paths.string(of: script)
            add("interpreter", .critical, "\(path) wants \(ImageFacts.cut(name, 80)), which is not in the image")
        case .missingLoader(let program, let loader):
            let path = image.tree.paths.string(of: program)
            add(
                "loader", .critical, "\(path) is loaded by \(ImageFacts.cut(loader, 80)), which is not in the image",
                "Link it statically (CGO_ENABLED=0, -static), or build it on the base that it runs on")
        default: break
        }
    }

    /// Below a volume: whoever runs the image brings it.
    private static func isProvided(_ name: String, _ image: ImageFacts) -> Bool {
        image.config.volumes.contains { volume in
            let folder = volume.hasSuffix("/") ? volume : volume + "/"
            return name.hasPrefix(folder)
        }
    }
}

extension ImageFacts {
    /// Whether every layer was read to its end: only then does missing mean missing.
    var isWhole: Bool { facts.allSatisfy { $0.failure == nil && ($0.tarSize > 0 || $0.storedSize > 0) } }
}
