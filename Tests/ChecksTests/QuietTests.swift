// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// Well-built images: nothing that a gate or a reader has to care about may be said of what they leave in.
@Suite("What stays quiet")
struct QuietTests {
    /// Rules that look at the files of an image. Who runs, and the configuration, have tests of their own.
    private static let families: Set<String> = [
        "build-tool", "package-manager", "network-debug-tool", "shell-in-distroless", "dev-dependency", "source-code",
        "vcs-leftover", "ci-and-docker-files", "editor-and-os-leftover", "shell-history", "package-cache", "temp-file",
        "log-file", "logs-to-file", "documentation", "duplicate-content", "dead-bytes", "leftover-dump", "backup-file",
    ]

    private func loud(_ example: ExampleImage, above limit: Severity = .low) throws -> [String] {
        let image = try ExampleMaker.facts(example)
        return RuleRegistry.check(image).filter { QuietTests.families.contains($0.rule) && $0.severity > limit }
            .map { "\($0.severity) \($0.rule)/\($0.kind) \($0.path): \($0.message)" }
    }

    private let os = ExampleFile.file("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nNAME=\"Debian GNU/Linux\"\n")

    @Test("node: its own package manager is info from the base, low from an app layer")
    func node() throws {
        let tools: [ExampleFile] = [
            .program("/usr/local/bin/node", size: 90_000_000),
            .script("/usr/local/lib/node_modules/npm/bin/npm-cli.js", "#!/usr/bin/env node\n"),
            .link("/usr/local/bin/npm", to: "../lib/node_modules/npm/bin/npm-cli.js"),
            .file("/usr/local/lib/node_modules/npm/package.json", #"{"name":"npm","version":"10.0.0"}"#),
            .file(
                "/usr/local/lib/node_modules/npm/node_modules/node-gyp/package.json",
                #"{"name":"node-gyp","version":"10.0.0"}"#),
            .file("/usr/local/include/node/node.h", "x", size: 3_000_000),
        ]
        let app: [ExampleFile] = [
            .file("/app/package.json", #"{"name":"a","dependencies":{"express":"4"}}"#), .file("/app/server.js", "x"),
            .file("/app/node_modules/express/package.json", #"{"name":"express","version":"4.0.0"}"#),
            .file("/app/node_modules/express/test/a.js", "x"), .file("/app/node_modules/express/.travis.yml", "x"),
        ]
        let base = ExampleImage().copying(app).on(base: tools + [os]).with { $0.cmd = ["node", "server.js"] }
        #expect(try loud(base, above: .info).isEmpty)
        #expect(try loud(ExampleImage().running("install", tools).copying(app).on(base: os)).isEmpty)
    }

    @Test("python and ruby: pip, gem and headers alone")
    func interpreters() throws {
        let python = ExampleImage.app(.file("/app/main.py", "x"), .file("/app/__pycache__/main.cpython-311.pyc", "x"))
            .on(
                base: os, .script("/usr/local/bin/pip3.11", "#!/usr/local/bin/python3\n"),
                .file("/usr/local/include/python3.11/Python.h", "x", size: 2_000_000),
                .file("/usr/local/lib/python3.11/test/a.py", "x"),
                .file("/usr/local/lib/libpython3.11.a", size: 9_000_000))
        #expect(try loud(python, above: .info).isEmpty)
        let ruby = ExampleImage.app(.file("/app/app.rb", "x"), .file("/app/Gemfile", "x")).on(
            base: os, .script("/usr/local/bin/bundle", "#!/usr/bin/ruby\n"),
            .file("/usr/local/bundle/gems/rack-3.0/test/a.rb", "x"),
            .file("/usr/local/lib/ruby/gems/3.2.0/gems/x-1/ext/x.c", "x"))
        #expect(try loud(ruby, above: .info).isEmpty)
    }

    @Test("perl and libraries of Debian: headers and archives without a compiler")
    func headers() throws {
        let image = ExampleImage.app().running(
            "apt-get install",
            [
                .file("/usr/lib/x86_64-linux-gnu/perl/5.36/CORE/perl.h", "x"),
                .file("/usr/lib/x86_64-linux-gnu/libz.a", size: 9_000_000), .file("/usr/include/zlib.h", "x"),
                .file("/usr/lib/x86_64-linux-gnu/pkgconfig/zlib.pc", "x"),
            ])
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("busybox and toybox: applets are one program")
    func applets() throws {
        let names = ["ar", "vi", "wget", "nc", "telnet", "make", "dpkg", "rpm", "strings", "patch", "ftpget"]
        var files: [ExampleFile] = [os, .program("/bin/busybox", size: 800_000)]
        for name in names { files.append(.link("/usr/bin/" + name, to: "/bin/busybox")) }
        #expect(try loud(ExampleImage.app().on(base: files), above: .info).isEmpty)
        let toybox = ExampleImage.app().running(
            "apk add", .program("/bin/toybox", size: 800_000), .hardLink("/usr/bin/nc", to: "/bin/toybox"),
            .hardLink("/usr/bin/vi", to: "/bin/toybox"))
        #expect(try loud(toybox, above: .info).isEmpty)
    }

    @Test("a package's own unchanged sources and tests")
    func packageSources() throws {
        let image = ExampleImage.app().running(
            "apt-get install",
            [.file("/usr/share/perl/5.36/x.c", "x"), .file("/opt/vendor/tests/a.go", "x")]
                + ExampleFile.debian(
                    ExamplePackage("perl", files: ["/usr/share/perl/5.36/x.c"]),
                    ExamplePackage("vendor", files: ["/opt/vendor/tests/a.go"])))
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("build records that a base keeps")
    func records() throws {
        let image = ExampleImage.app().on(
            base: os, .file("/root/buildinfo/Dockerfile", "FROM scratch"), .file("/root/anaconda-ks.cfg", "x"),
            .file("/var/log/anaconda/x.log", size: 3_000_000), .file("/root/.bash_history", "ls\n"))
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("a JDK or a php-fpm as the base: the compiler once, at medium, and named")
    func compilerOfBase() throws {
        let image = try ExampleMaker.facts(
            ExampleImage.app().on(
                base: os, .program("/opt/java/openjdk/bin/javac", size: 20_000),
                .file("/opt/java/openjdk/jmods/java.base.jmod", size: 70_000_000),
                .program("/opt/java/openjdk/bin/jlink", size: 20_000)))
        let findings = RuleRegistry.check(image, with: "build-tool").filter { $0.severity > .info }
        #expect(findings.map(\.severity) == [.medium] && findings.first?.kind == "jdk")
        #expect(findings.first?.remedy.contains("slim") == true)
    }

    @Test("logs that lead to standard output")
    func logs() throws {
        let image = ExampleImage.app().running(
            "ln", .link("/var/log/nginx/access.log", to: "/dev/stdout"),
            .link("/var/log/nginx/error.log", to: "/proc/self/fd/2"))
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("curl for the health check")
    func healthCheck() throws {
        let image = ExampleImage.app().running("apk add curl", .program("/usr/bin/curl")).with {
            $0.healthcheck = ["CMD", "/usr/bin/curl", "-f", "http://localhost"]
        }
        let facts = try ExampleMaker.facts(image)
        #expect(RuleRegistry.check(facts, with: "network-debug-tool").isEmpty)
    }

    @Test("distroless: status.d and SBOMs are cargo")
    func distroless() throws {
        let image = ExampleImage.app().on(
            base: os, .file("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\nArchitecture: amd64\n"),
            .file("/var/lib/db/sbom/app.spdx.json", size: 2_000_000))
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("Next.js and browser bundles: source maps are info beside server code, low under a web root")
    func sourceMaps() throws {
        let server = ExampleImage.app(.file("/app/.next/server/a.js.map", size: 2_000_000))
        #expect(try loud(server, above: .info).isEmpty)
        let web = ExampleImage.app(.file("/usr/share/nginx/html/a.js.map", size: 2_000_000))
        let findings = RuleRegistry.check(try ExampleMaker.facts(web), with: "source-code")
        #expect(findings.map(\.severity) == [.low])
    }

    @Test("vendored trees belong to their package")
    func vendored() throws {
        let image = ExampleImage.app(
            .file("/app/vendor/bundle/ruby/3.2.0/gems/x-1/spec/a_spec.rb", "x"),
            .file("/app/venv/lib/python3.11/site-packages/x/tests/a.py", "x"),
            .file("/app/venv/lib/python3.11/site-packages/x/core.c", "x"),
            .file("/app/node_modules/x/.git/HEAD", "x"), .file("/app/node_modules/x/Dockerfile", "x"),
            .file("/app/vendor/github.com/x/y.go", "x"))
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("dev packages: lock flags first, by name only without them, never what a runtime package needs")
    func devPackages() throws {
        let needed = ExampleImage.app(
            .file(
                "/opt/lib/site-packages/jupyter-1.0.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: jupyter\nVersion: 1.0\nRequires-Dist: pytest\n"),
            .file(
                "/opt/lib/site-packages/pytest-8.0.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: pytest\nVersion: 8.0\n"))
        #expect(try loud(needed, above: .info).isEmpty)
        let flagged = ExampleImage.app(
            .file("/app/package.json", #"{"name":"app"}"#),
            .file(
                "/app/node_modules/.package-lock.json",
                #"{"lockfileVersion":3,"packages":{"node_modules/typescript":{"version":"5.0.0"},"#
                    + #""node_modules/x":{"version":"1.0.0","dev":true}}}"#),
            .file("/app/node_modules/typescript/package.json", #"{"name":"typescript","version":"5.0.0"}"#),
            .file("/app/node_modules/x/package.json", #"{"name":"x","version":"1.0.0"}"#))
        let findings = RuleRegistry.check(try ExampleMaker.facts(flagged), with: "dev-dependency")
        #expect(findings.flatMap { $0.locations.map(\.path) } == ["/app/node_modules/x/package.json"])
    }

    @Test("Spring Boot and .NET: jars and symbols")
    func managed() throws {
        let image = ExampleImage.app(
            .file("/app/BOOT-INF/lib/spring-6.jar", "jar", size: 2_000_000),
            .file("/app/Shop.pdb", "pdb", size: 2_000_000),
            .file("/app/Shop.dll", "dll", size: 2_000_000), .file("/app/appsettings.json", "{}"))
        #expect(try loud(image, above: .info).isEmpty)
    }

    @Test("findings of size need 1 MB and 1 % of the image")
    func size() throws {
        let cache = ExampleFile.file("/var/lib/apt/lists/x", size: 999_999)
        #expect(try loud(ExampleImage.app(cache), above: .info).isEmpty)
        let large = ExampleFile.file("/app/model", size: 200_000_000)
        #expect(try loud(ExampleImage.app(large, .file("/var/lib/apt/lists/x", size: 1_900_000)), above: .info).isEmpty)
        #expect(try !loud(ExampleImage.app(.file("/var/lib/apt/lists/x", size: 1_000_000))).isEmpty)
    }

    @Test("Windows: families of Unix are skipped")
    func windows() throws {
        let image = ExampleImage.app(.program("/usr/bin/gcc", size: 20_000_000)).with { $0.os = "windows" }
        let facts = try ExampleMaker.facts(image)
        #expect(!RuleRegistry.check(facts).contains { $0.rule == "build-tool" || $0.rule == "package-manager" })
    }
}
