// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// Sources of compiled languages, tests and build descriptions: what made the application, not what runs it.
enum SourceCodeRule: Rule {
    static let description = RuleDescription(
        id: "source-code",
        title: "Source code in the image",
        severity: .medium,
        category: .sourceCode,
        rationale: """
            What a compiler has read is not needed to run what it wrote, and tells whoever gets in how the program \
            works. Files of languages that run from source (JavaScript, Python, Ruby, PHP) are cargo and stay quiet.
            """,
        remedy: "Build in a first stage; COPY --from=build only what it made. Add the sources to .dockerignore",
        needs: [.tree, .packages],
        examples: [
            .fires(
                "TypeScript beside what it was compiled to",
                .app(
                    .file("/app/tsconfig.json", "{}"), .file("/app/src/server.ts", "export {}"),
                    .file("/app/src/routes.ts", "export {}"), .file("/app/dist/server.js", "")), kind: "typescript",
                severity: .medium),
            .fires(
                "Go beside its program",
                .app(.file("/app/go.mod", "module app"), .file("/app/main.go", "package main")), kind: "go",
                severity: .medium),
            .fires("tests", .app(.file("/app/tests/cart.py", "def test(): pass")), kind: "tests", severity: .low),
            .quiet("a language that runs from source", .app(.file("/app/server.js"), .file("/app/lib/cart.py"))),
            .quiet(
                "declarations of types", .app(.file("/app/tsconfig.json"), .file("/app/dist/server.d.ts")), upTo: .low),
            .quiet("a package's own", .app(.file("/app/node_modules/x/src/index.ts"), .file("/app/vendor/y/y.go"))),
            .quiet("a video", .app(.file("/app/media/film.ts", size: 5_000_000))),
            .quiet("headers of the system", .app(.file("/usr/include/stdio.h"))),
            .quiet("a Python library with C in it", .app(.file("/usr/lib/python3/dist-packages/numpy/core.c"))),
        ])

    private static let titles: [String: String] = [
        "c": "C and C++ sources", "go": "Go sources", "rust": "Rust sources", "java": "Java and Kotlin sources",
        "dotnet": ".NET sources", "swift": "Swift sources", "haskell": "Haskell sources",
        "typescript": "TypeScript sources", "frontend": "frontend sources", "elixir": "Elixir sources",
        "erlang": "Erlang sources", "ocaml": "OCaml sources", "zig": "Zig sources", "dart": "Dart sources",
        "protobuf": "Protocol Buffers definitions", "tests": "tests", "project-files": "build descriptions",
        "source-maps": "source maps",
    ]

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        let projects = Set(
            image.files.marked.map { FileMarks.all[Int($0.mark)] }.filter { $0.family == .project }.map(\.kind))
        var gathering = Gathering()
        for file in image.files.marked where image.packages.owner(of: file.path) == nil {
            guard let kind = kind(file, projects, image) else { continue }
            gathering.add(kind, file.path, file.inode, image)
        }
        for file in image.files.tests where image.packages.owner(of: file.path) == nil {
            gathering.add("tests", file.path, file.inode, image)
        }
        for group in gathering.sorted {
            let severity = severity(group, projects, image)
            var message =
                "\(titles[group.kind] ?? group.kind): \(ByteText.count(group.files.count, "file")), "
                + ByteText.text(group.bytes)
            var remedy = description.remedy
            if group.kind == "typescript", let runner = runner(image) {
                message += "; \(runner) compiles them at every start"
                remedy = "Compile in a first stage and start what it made: CMD [\"node\", \"dist/server.js\"]"
            }
            if group.kind == "tests" || group.kind == "project-files" { remedy = "Add them to .dockerignore" }
            if group.kind == "source-maps" { remedy = "Keep source maps for the error tracker, not in the image" }
            findings.add(
                image.finding(description, group, severity: severity, message: message, remedy: remedy, anchor: ""))
        }
    }

    /// What runs TypeScript without compiling it before; nil when nothing does.
    private static func runner(_ image: ImageFacts) -> String? {
        ["ts-node", "ts-node-dev", "tsx", "bun", "deno", "nodemon"].first { image.entry.runs($0) }
    }

    private static func kind(
        _ file: FileCatalog.Candidate, _ projects: Set<String>, _ image: ImageFacts
    ) -> String? {
        let mark = FileMarks.all[Int(file.mark)]
        let zone = image.files.zone(of: file.path, in: image.tree)
        switch mark.family {
        case .source:
            let name = image.tree.paths.name(of: file.path)
            if mark.kind == "typescript" {
                // Video streams and translations end in .ts too.
                guard projects.contains("typescript") || projects.contains("javascript"),
                    image.tree.size(of: file.inode) < 1_000_000
                else { return nil }
                if name.count > 5, name.suffix(5).elementsEqual(".d.ts".utf8) { return nil }
            }
            if zone.contains(.tests) { return "tests" }
            return mark.kind
        case .test: return "tests"
        case .project: return "project-files"
        case .sourceMap:
            let path = image.tree.paths.string(of: file.path)
            return [".js.map", ".mjs.map", ".cjs.map", ".css.map", ".ts.map"].contains { path.hasSuffix($0) }
                ? "source-maps" : nil
        default: return nil
        }
    }

    private static func severity(
        _ group: GatheredFiles, _ projects: Set<String>, _ image: ImageFacts
    ) -> Severity {
        if image.isBase(layer: group.layer) { return .info }
        switch group.kind {
        case "tests", "project-files": return .low
        case "source-maps":
            let isPublished = group.files.contains { image.files.zone(of: $0.path, in: image.tree).contains(.web) }
            return isPublished ? .low : .info
        // Read at run time by some programs.
        case "protobuf": return .info
        default:
            // One file alone may be data; a project or several files are not.
            return group.files.count > 1 || projects.contains(group.kind) ? .medium : .low
        }
    }
}
