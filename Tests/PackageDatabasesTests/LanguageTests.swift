// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Testing

@Suite struct LanguageTests {
    private func rows(_ kind: DatabaseKind) throws -> DatabaseRows {
        let sample = try #require(Samples.all.first { $0.kind == kind })
        return try ImageSketch.parse(sample.kind, sample.path, sample.bytes)
    }

    // MARK: Node

    @Test("Lockfiles of npm, yarn and pnpm")
    func locks() throws {
        let npm = try rows(.npmLock)
        #expect(npm.packageNames == ["app", "a", "t"])
        #expect(npm.packages.map { npm.string($0.root) } == ["app", "app/node_modules/a", "app/node_modules/t"])
        #expect(npm.packages[2].flags == [.supplement, .locked, .development])
        let nested = try ImageSketch.parse(
            .npmLock, "app/npm-shrinkwrap.json",
            #"{"dependencies": {"a": {"version": "1", "dependencies": {"b": {"version": "2", "dev": true}}}}}"#)
        #expect(
            nested.packages.map { nested.string($0.root) } == [
                "app/node_modules/a", "app/node_modules/a/node_modules/b",
            ])
        let yarn = try rows(.yarnLock)
        #expect(yarn.packageNames == ["@babel/core", "left-pad"])
        #expect(yarn.packages.map { yarn.string($0.version) } == ["7.2.0", "1.3.0"])
        #expect(yarn.relationNames(yarn.packages[0], .depends) == ["@babel/types", "lodash"])
        #expect(yarn.relationNames(yarn.packages[1], .depends) == ["lodash"])
        let pnpm = try rows(.pnpmLock)
        #expect(pnpm.packageNames == ["@types/node", "left-pad", "old"])
        #expect(pnpm.packages.map { pnpm.string($0.version) } == ["20.1.0", "1.3.0", "2.0.0"])
        #expect(pnpm.packages.map { $0.flags.contains(.development) } == [true, false, true])
    }

    private static let app: [ImageSketch.Line] = [
        .file("app/package.json", #"{"name":"app","dependencies":{"a":"1","@s/c":"1"},"devDependencies":{"t":"5"}}"#),
        .file("app/node_modules/a/package.json", #"{"name":"a","version":"1.0.0","dependencies":{"b":"2"}}"#),
        .sized("app/node_modules/a/index.js", 100), .sized("app/node_modules/a/test/x.js", 10),
        .file("app/node_modules/a/node_modules/b/package.json", #"{"name":"b","version":"2.0.0"}"#),
        .sized("app/node_modules/a/node_modules/b/index.js", 7),
        .file("app/node_modules/b/package.json", #"{"name":"b","version":"1.0.0"}"#),
        .file("app/node_modules/@s/c/package.json", #"{"name":"@s/c","version":"3.0.0","dependencies":{"t2":"1"}}"#),
        .file(
            "app/node_modules/t/package.json",
            #"{"name":"t","version":"5.0.0","dependencies":{"b":"1","t2":"1","t3":"1"}}"#),
        .file("app/node_modules/t2/package.json", #"{"name":"t2","version":"1.0.0"}"#),
        .file("app/node_modules/t3/package.json", #"{"name":"t3","version":"1.0.0"}"#),
        .sized("app/index.js", 5), .sized("app/node_modules/.bin/x", 3),
    ]

    @Test("Files belong to the innermost package, needs follow node's search")
    func nodeModules() throws {
        let image = try ImageSketch(LanguageTests.app)
        #expect(image.owner("app/node_modules/a/test/x.js") == "a")
        #expect(image.owner("app/node_modules/a/node_modules/b/index.js") == "b")
        #expect(image.owner("app/index.js") == nil)
        #expect(image.owner("app/node_modules/.bin/x") == nil)
        #expect(image.packages.packages.allSatisfy { $0.name != "app" })
        let a = try #require(image.packages.indices(named: "a").first)
        let needed = image.packages.graph.dependencies(of: a)
        #expect(needed.map { image.packages.packages[$0].version } == ["2.0.0"], "its own b, not the app's")
    }

    @Test("Without a lockfile, what only devDependencies reach is for development")
    func developmentByWalk() throws {
        let image = try ImageSketch(LanguageTests.app)
        #expect(image.package("a")?.isDevOnly == false)
        #expect(image.package("t")?.isDevOnly == true)
        #expect(image.package("t3")?.isDevOnly == true)
        #expect(image.package("t2")?.isDevOnly == false, "a runtime package needs it too")
        #expect(image.package("a")?.requested == true)
        #expect(image.package("t")?.requested == true)
        #expect(image.package("t3")?.requested == false)
    }

    @Test("The hidden lockfile's dev flags come first")
    func developmentByLock() throws {
        let image = try ImageSketch(
            LanguageTests.app + [
                .file(
                    "app/node_modules/.package-lock.json",
                    #"{"packages":{"node_modules/a":{"version":"1.0.0"},"node_modules/t2":{"version":"1.0.0","dev":true},"node_modules/t":{"version":"9","dev":true}}}"#
                )
            ])
        #expect(image.package("t2")?.isDevOnly == true)
        #expect(image.package("a")?.isDevOnly == false)
    }

    @Test("pnpm's links lead to the store")
    func pnpm() throws {
        let store = "app/node_modules/.pnpm/a@1.0.0/node_modules/a"
        let image = try ImageSketch([
            .file("app/package.json", #"{"dependencies":{"a":"1"}}"#),
            .symlink("app/node_modules/a", to: ".pnpm/a@1.0.0/node_modules/a"),
            .file(store + "/package.json", #"{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}"#),
            .symlink("app/node_modules/.pnpm/a@1.0.0/node_modules/b", to: "../../b@1.0.0/node_modules/b"),
            .file("app/node_modules/.pnpm/b@1.0.0/node_modules/b/package.json", #"{"name":"b","version":"1.0.0"}"#),
            .file("app/pnpm-lock.yaml", "packages:\n  /b@1.0.0:\n    dev: true\n"),
        ])
        #expect(image.package("a")?.requested == true)
        let a = try #require(image.packages.indices(named: "a").first)
        #expect(image.names(image.packages.graph.dependencies(of: a)) == ["b"])
        #expect(image.package("b")?.isDevOnly == true)
    }

    // MARK: Python, Ruby, PHP

    @Test("Python: RECORD owns its entries, also outside site-packages")
    func python() throws {
        let site = "usr/lib/python3/site-packages/"
        let info = site + "requests-2.31.0.dist-info/"
        let record = try #require(Samples.all.first { $0.kind == .pythonRecord })
        let metadata = try #require(Samples.all.first { $0.kind == .pythonMetadata })
        let image = try ImageSketch([
            .sized(site + "requests/__init__.py", 4), .sized(site + "odd,\"name\".py", 2),
            .sized("usr/bin/normalizer", 9),
            .sized(site + "other.py", 1), .bytes(info + "METADATA", metadata.bytes),
            .bytes(info + "RECORD", record.bytes),
            .file(info + "REQUESTED", ""), .sized(info + "INSTALLER", 4),
            .file(site + "URLLIB3-1.dist-info/METADATA", "Name: urllib3\nVersion: 1\n"),
            .file(site + "PySocks-1.dist-info/METADATA", "Name: pysocks\nVersion: 1\n"),
            .file(site + "pytest-8.dist-info/METADATA", "Name: pytest\nVersion: 8\n"),
            .file(site + "tox-4.dist-info/METADATA", "Name: tox\nVersion: 4\n"),
        ])
        #expect(image.owner(site + "requests/__init__.py") == "requests")
        #expect(image.owner(site + "odd,\"name\".py") == "requests")
        #expect(image.owner(info + "INSTALLER") == "requests")
        #expect(image.owner(site + "other.py") == nil)
        #expect(image.package("requests")?.requested == true)
        #expect(image.owner("usr/bin/normalizer") == "requests")
        let requests = try #require(image.packages.indices(named: "requests").first)
        #expect(image.names(image.packages.graph.dependencies(of: requests)) == ["urllib3"])
        #expect(image.names(image.packages.graph.recommendations(of: requests)) == ["pysocks"])
        let file = try #require(image.tree.find(site + "requests/__init__.py"))
        #expect(image.packages.recordedHashKind(of: file) == .sha256)
    }

    @Test("A system package that brings a language package owns its files")
    func systemWins() throws {
        let site = "usr/lib/python3/dist-packages/"
        let image = try ImageSketch([
            .sized(site + "six.py", 4), .file(site + "six-1.dist-info/METADATA", "Name: six\nVersion: 1\n"),
            .file(site + "six-1.dist-info/RECORD", "six.py,,\n"),
            .file("var/lib/dpkg/status", "Package: python3-six\nStatus: install ok installed\nVersion: 1\n"),
            .file("var/lib/dpkg/info/python3-six.list", "/\(site)six.py\n/\(site)six-1.dist-info/METADATA\n"),
        ])
        #expect(image.owner(site + "six.py") == "python3-six")
        let six = try #require(image.package("six"))
        #expect(six.providedBy == 0)
        #expect(image.package("python3-six")?.providedBy == nil)
    }

    @Test("conda: files under the prefix, with their hashes")
    func conda() throws {
        let sample = try #require(Samples.all.first { $0.kind == .condaRecord })
        let image = try ImageSketch([
            .bytes(sample.path, sample.bytes), .sized("opt/conda/lib/libz.so", 7), .sized("opt/conda/lib/other.so", 1),
            .file("opt/conda/conda-meta/libzlib-1.3-h0.json", #"{"name":"libzlib","files":["lib/other.so"]}"#),
        ])
        #expect(image.owner("opt/conda/lib/libz.so") == "zlib")
        #expect(image.owner("opt/conda/lib/other.so") == "libzlib")
        #expect(image.owner(sample.path) == "zlib")
        #expect(image.package("zlib")?.requested == false)
        #expect(image.packages.graph.dependencies(of: 0) == [1])
        let file = try #require(image.tree.find("opt/conda/lib/libz.so"))
        #expect(image.packages.recordedHashKind(of: file) == .sha256)
    }

    @Test("Gems own their directory, their native parts and their specification")
    func gems() throws {
        let home = "usr/local/bundle/"
        let sample = try #require(Samples.all.first { $0.kind == .gemSpecification })
        let image = try ImageSketch([
            .bytes(home + "specifications/rack-3.0.8.gemspec", sample.bytes),
            .sized(home + "gems/rack-3.0.8/lib/rack.rb", 8), .sized(home + "gems/other-1/x.rb", 1),
            .sized(home + "extensions/x86_64-linux/3.2.0/rack-3.0.8/rack.so", 16),
            .file(home + "specifications/webrick-1.8.gemspec", "Gem::Specification.new do |s|\nend\n"),
        ])
        let rack = try #require(image.package("rack"))
        #expect(rack.version == "3.0.8")
        #expect(rack.bytes == Int64(24 + sample.bytes.count))
        #expect(image.owner(home + "extensions/x86_64-linux/3.2.0/rack-3.0.8/rack.so") == "rack")
        #expect(image.owner(home + "gems/other-1/x.rb") == nil)
        #expect(image.package("webrick")?.version == "1.8", "from the file's name")
        let number = try #require(image.packages.indices(named: "rack").first)
        #expect(image.names(image.packages.graph.dependencies(of: number)) == ["webrick"])
    }

    @Test("Composer: places, dev packages, needs")
    func composer() throws {
        let sample = try #require(Samples.all.first { $0.kind == .composerInstalled })
        let image = try ImageSketch([
            .bytes(sample.path, sample.bytes), .sized("app/vendor/monolog/monolog/src/Logger.php", 5),
            .sized("app/vendor/phpunit/phpunit/phpunit", 6),
        ])
        #expect(image.owner("app/vendor/monolog/monolog/src/Logger.php") == "monolog/monolog")
        #expect(image.owner("app/vendor/phpunit/phpunit/phpunit") == "phpunit/phpunit")
        #expect(image.package("monolog/monolog")?.isDevOnly == false)
        #expect(image.package("phpunit/phpunit")?.isDevOnly == true)
    }

    // MARK: Cargo, Go, Java

    @Test("Cargo's caches and cargo-auditable")
    func cargo() throws {
        let crate = try rows(.cargoCrate)
        #expect(crate.packageNames == ["serde-json"])
        #expect(crate.string(crate.packages[0].version) == "1.0.1")
        let deeper = try ImageSketch.parse(
            .cargoSource, "root/.cargo/registry/src/i/serde-1.0.1/fuzz/Cargo.toml", "")
        #expect(deeper.packages.isEmpty)
        let auditable = try rows(.cargoAuditable)
        #expect(auditable.packageNames == ["rusty", "serde"])
        #expect(auditable.relationNames(auditable.packages[0], .depends) == ["serde"])
    }

    @Test("Go build info, in a binary and alone", arguments: [true, false])
    func go(inBinary: Bool) throws {
        let bytes = inBinary ? Samples.goBinary : Samples.goInfo
        let rows = try ImageSketch.parse(.goBuildInfo, "usr/bin/tool", bytes)
        #expect(rows.packageNames == ["example.org/tool", "golang.org/x/sys", "example.org/fork", "stdlib"])
        #expect(rows.packages.map { rows.string($0.version) } == ["v1.2.3", "v0.1.0", "v1.0.1", "1.22.4"])
        #expect(rows.filePaths(rows.packages[0]) == ["usr/bin/tool"])
        #expect(throws: PackageError.self) { try ImageSketch.parse(.goBuildInfo, "x", Array(bytes.dropLast(200))) }
    }

    @Test("Jars name themselves")
    func java() throws {
        let pom = try rows(.javaPomProperties)
        #expect(pom.packageNames == ["org.x:x"])
        #expect(pom.files.isEmpty, "a jar inside a jar is no file of the image")
        let manifest = try rows(.javaManifest)
        #expect(manifest.packageNames == ["com.google.guava"])
        #expect(manifest.string(manifest.packages[0].version) == "32")
        #expect(manifest.filePaths(manifest.packages[0]) == ["app/lib/guava-32.jar"])
        let shaded = try ImageSketch.parse(
            .javaPomProperties, "app/app-1.jar!/META-INF/maven/g/y/pom.properties",
            "groupId=g\nartifactId=y\nversion=2\n")
        #expect(shaded.files.isEmpty, "the jar is not named after it")
    }
}
