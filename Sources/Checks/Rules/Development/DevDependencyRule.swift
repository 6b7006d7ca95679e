// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases

/// Packages that only development needs.
enum DevDependencyRule: Rule {
    static let description = RuleDescription(
        id: "dev-dependency",
        title: "Development packages in the image",
        severity: .medium,
        category: .devDependency,
        rationale: """
            Compilers for the frontend, test runners and linters are most of a dependency tree and none of what runs. \
            They are told by the lock file's marks, by devDependencies, and only where neither says anything by \
            their names.
            """,
        remedy: "Install without them in the final stage: npm ci --omit=dev",
        needs: [.packages, .tree, .entry],
        examples: [
            .fires(
                "devDependencies that were installed",
                .app(
                    .file(
                        "/app/package.json",
                        #"{"name":"app","dependencies":{"express":"4"},"devDependencies":{"jest":"29"}}"#),
                    .file("/app/node_modules/express/package.json", #"{"name":"express","version":"4.0.0"}"#),
                    .file("/app/node_modules/jest/package.json", #"{"name":"jest","version":"29.0.0"}"#)),
                kind: "npm", severity: .medium),
            .fires(
                "marks of a lock file",
                .app(
                    .file("/app/package.json", #"{"name":"app"}"#),
                    .file(
                        "/app/node_modules/.package-lock.json",
                        #"{"lockfileVersion":3,"packages":{"node_modules/esbuild":{"version":"0.1.0","dev":true}}}"#),
                    .file("/app/node_modules/esbuild/package.json", #"{"name":"esbuild","version":"0.1.0"}"#)),
                kind: "npm", severity: .medium),
            .fires(
                "by name, where nothing else tells",
                .app(
                    .file(
                        "/app/lib/site-packages/pytest-8.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: pytest\nVersion: 8.0.0\n")),
                kind: "pypi", severity: .low),
            .fires(
                "a command that runs them",
                .app(
                    .file(
                        "/app/package.json",
                        #"{"name":"app","scripts":{"dev":"nodemon server.js"},"devDependencies":{"nodemon":"3"}}"#),
                    .file("/app/node_modules/nodemon/package.json", #"{"name":"nodemon","version":"3.0.0"}"#),
                    .program("/usr/local/bin/npm"), cmd: ["npm", "run", "dev"]),
                kind: "start-command", severity: .medium),
            .fires(
                "what a development tool brought, though pip was asked for the tool",
                .app(
                    .file(
                        "/app/lib/site-packages/mypy-1.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: mypy\nVersion: 1.0.0\nRequires-Dist: mypy-extensions\n"),
                    .file("/app/lib/site-packages/mypy-1.0.0.dist-info/REQUESTED", ""),
                    .file(
                        "/app/lib/site-packages/mypy_extensions-1.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: mypy-extensions\nVersion: 1.0.0\n")),
                kind: "pypi", severity: .low),
            .fires(
                "what only an extra for a package's authors would need",
                .app(
                    .file(
                        "/app/lib/site-packages/pytest-8.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: pytest\nVersion: 8.0.0\n"),
                    .file(
                        "/app/lib/site-packages/gunicorn-22.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: gunicorn\nVersion: 22.0.0\n"
                            + "Requires-Dist: pytest ; extra == 'testing'\n")),
                kind: "pypi", severity: .low),
            .fires(
                "jars of tests beside the application's",
                .app(
                    .file("/app/lib/junit-4.13.2.jar", "PK", size: 380_000),
                    .file("/app/lib/mockito-core-5.11.0.jar", "PK", size: 700_000),
                    .file("/app/lib/core-1.0-tests.jar", "PK", size: 30_000),
                    .file("/app/lib/jackson-core-2.17.0.jar", "PK", size: 580_000)),
                kind: "maven", severity: .low),
            .fires(
                "Composer's packages for development",
                .app(
                    .file(
                        "/app/vendor/composer/installed.json",
                        #"{"packages":[{"name":"phpunit/phpunit","version":"11.0.0","install-path":"../phpunit/phpunit"}],"#
                            + #""dev":true,"dev-package-names":["phpunit/phpunit"]}"#),
                    .file("/app/vendor/phpunit/phpunit/phpunit", "<?php", size: 20_000)),
                kind: "composer", severity: .medium),
            .quiet(
                "jars that the application runs",
                .app(
                    .file("/app/lib/byte-buddy-1.14.13.jar", "PK", size: 4_000_000),
                    .file("/app/lib/spring-boot-starter-web-3.2.0.jar", "PK", size: 5_000),
                    .file("/app/lib/contest-service-1.0.jar", "PK", size: 5_000),
                    .file("/app/lib/junit-report-service.jar", "PK", size: 5_000))),
            .quiet(
                "a development tool that the application needs",
                .app(
                    .file(
                        "/app/lib/site-packages/pytest-8.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: pytest\nVersion: 8.0.0\n"),
                    .file("/app/lib/site-packages/pytest-8.0.0.dist-info/REQUESTED", ""),
                    .file(
                        "/app/lib/site-packages/checker-1.0.0.dist-info/METADATA",
                        "Metadata-Version: 2.1\nName: checker\nVersion: 1.0.0\nRequires-Dist: pytest\n"))),
            .quiet(
                "what runs",
                .app(
                    .file("/app/package.json", #"{"name":"app","dependencies":{"express":"4"}}"#),
                    .file("/app/node_modules/express/package.json", #"{"name":"express","version":"4.0.0"}"#))),
            .quiet(
                "a package of that name that the application needs",
                .app(
                    .file("/app/package.json", #"{"name":"app","dependencies":{"typescript":"5"}}"#),
                    .file("/app/node_modules/typescript/package.json", #"{"name":"typescript","version":"5.0.0"}"#))),
            .quiet(
                "a lock file of a package's authors",
                .app(
                    .file("/app/package.json", #"{"name":"app","dependencies":{"express":"4"}}"#),
                    .file(
                        "/app/node_modules/express/package.json",
                        #"{"name":"express","version":"4.0.0","dependencies":{"qs":"6"}}"#),
                    .file("/app/node_modules/qs/package.json", #"{"name":"qs","version":"6.0.0"}"#),
                    .file(
                        "/app/node_modules/express/package-lock.json",
                        #"{"lockfileVersion":3,"packages":{"node_modules/qs":{"version":"6.0.0","dev":true}}}"#),
                    .file(
                        "/app/node_modules/express/pnpm-lock.yaml",
                        "lockfileVersion: 5.4\npackages:\n\n  /qs/6.0.0:\n    resolution: {integrity: sha512-x}\n    dev: true\n"
                    ))),
            .quiet(
                "npm's own packages",
                .app().on(
                    base: .file(
                        "/usr/local/lib/node_modules/npm/node_modules/tap/package.json",
                        #"{"name":"tap","version":"1.0.0"}"#))),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        addStart(image, &findings)
        addJars(image, &findings)
        let all = image.packages.packages
        guard !all.isEmpty else { return }
        let development = DevelopmentPackages(image.packages) { isApplication($0, image) }
        let (isDev, isGuess) = (development.isDev, development.guessed)
        guard isDev.contains(true) else { return }
        var gathering = Gathering()
        image.tree.forEachLiveFile { path, inode in
            guard let owner = image.packages.owner(of: path), isDev[owner] else { return }
            // What a tool wrote into its own directory later belongs to the layer of its package.
            let home = layer(all[owner], image)
            let isSame = image.isBase(layer: home) == image.isBase(layer: image.tree.layer(of: inode))
            gathering.add(all[owner].ecosystem.rawValue, path, inode, image, layer: isSame ? home : nil)
        }
        for group in gathering.sorted {
            let packages = all.indices.filter {
                isDev[$0] && all[$0].ecosystem.rawValue == group.kind && layer(all[$0], image) == group.layer
            }
            add(group, packages, isGuess, image, &findings)
        }
    }

    private static func add(
        _ group: GatheredFiles, _ packages: [Int], _ isGuess: Set<Ecosystem>, _ image: ImageFacts,
        _ findings: inout FindingList
    ) {
        let all = image.packages.packages
        let largest = packages.sorted { (all[$1].bytes, all[$0].name) < (all[$0].bytes, all[$1].name) }
            .prefix(2).map { "\(all[$0].name) \(ByteText.text(all[$0].bytes))" }
        let total = all.count { $0.ecosystem.rawValue == group.kind }
        var message = "\(packages.count) dev packages of \(total)"
        if packages.count == 1 { message = "1 dev package of \(total)" }
        if !largest.isEmpty { message += " (" + largest.joined(separator: ", ") + ")" }
        let isBase = image.isBase(layer: group.layer)
        let guessed = isGuess.contains { $0.rawValue == group.kind }
        findings.add(
            image.finding(
                description, group, severity: isBase ? .info : guessed ? .low : .medium, message: message,
                remedy: remedies[group.kind], anchor: ""))
    }

    /// The kind of what says that the command to start is a development tool.
    static let startCommand = "start-command"

    /// Development tools that the entry point really starts: packages that only development needs, and programs that
    /// compile or watch sources at every start.
    static func startedTools(_ image: ImageFacts) -> [String] {
        let watchers = ["nodemon", "ts-node", "ts-node-dev", "tsx", "node-dev"].filter { name in
            image.entry.nodePackages.contains(name) || image.entry.runs(name)
        }
        let packages = image.packages.packages.filter {
            $0.ecosystem == .npm && $0.isDevOnly == true && image.entry.nodePackages.contains($0.name)
        }
        return Set(watchers + packages.map(\.name)).sorted()
    }

    private static func addStart(_ image: ImageFacts, _ findings: inout FindingList) {
        let names = startedTools(image)
        guard !names.isEmpty else { return }
        findings.add(
            Finding(
                rule: description.id, kind: startCommand, severity: .medium, category: .configuration,
                message: "starts \(ByteText.list(names)), which only development needs",
                remedy: startRemedy(image), origin: .app,
                fingerprint: Fingerprint.of(description.id, startCommand),
                locations: [Location(path: image.config.cmd.isEmpty ? "config:Entrypoint" : "config:Cmd", layer: nil)]))
    }

    /// What to start instead.
    static func startRemedy(_ image: ImageFacts) -> String {
        "CMD [" + builtCommand(image).map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    /// What was built from the source that is started, where it lies: `node dist/server.js`.
    static func builtCommand(_ image: ImageFacts) -> [String] {
        for step in image.entry.steps.reversed() {
            for word in step.words where word.hasSuffix(".ts") || word.hasSuffix(".tsx") {
                let name = EntryChain.baseName(word).prefix { $0 != "." }
                let folder = image.config.workingDir.isEmpty ? "/" : image.config.workingDir
                for place in ["dist", "build", "lib", "out", "dist/src"] {
                    let file = "\(place)/\(name).js"
                    if case .found = image.tree.resolve(Array("\(folder)/\(file)".utf8)) { return ["node", file] }
                }
            }
        }
        return ["node", "dist/server.js"]
    }

    private static let remedies = [
        "npm": "npm ci --omit=dev in the final stage",
        "pypi": "Keep them out of requirements.txt: a group or file of their own, not installed in the final stage",
        "gem": "bundle config set without 'development test' before bundle install",
        "composer": "composer install --no-dev",
    ]

    /// npm, yarn and other programs installed for all bring packages of their own.
    private static func isApplication(_ package: Package, _ image: ImageFacts) -> Bool {
        let path = image.tree.paths.string(of: package.root ?? package.record)
        return ![
            "/usr/local/lib/node_modules/", "/usr/lib/node_modules/", "/usr/share/", "/usr/lib/python3/dist-packages/",
            "/opt/yarn",
        ].contains { path.hasPrefix($0) }
    }

    /// The layer that ships the package's record as it is now.
    private static func layer(_ package: Package, _ image: ImageFacts) -> Int {
        image.tree.inode(at: package.record).map { image.tree.layer(of: $0) } ?? package.layer
    }
}
