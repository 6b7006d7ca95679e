// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// The shell lines of `docs/ci.md`, `action.yml` and `docs/ci/` run, with a `docker` that knows the test images and a
/// `gh` that knows no comment.
@Suite struct RecipeShellTests {
    private static let root = BuiltBinary.testImage("..")

    private static func text(_ path: String) throws -> String {
        String(decoding: try FileBytes.read("\(root)/\(path)"), as: UTF8.self)
    }

    /// Runs a script in an empty folder beside a Dockerfile; `app` is a good image, `bad` a bad one.
    private func run(
        _ script: String, in folder: TemporaryDirectory, _ environment: [String: String] = [:]
    ) throws -> (code: Int32, error: String) {
        // Functions, not files: a program that another test's fork still holds open for writing cannot be started.
        let stands = """
            docker() {
              case "$1 $2" in
                "save app") cat "\(RecipeShellTests.root)/TestImages/good.docker-archive.tar";;
                "save bad") cat "\(RecipeShellTests.root)/TestImages/bad.docker-archive.tar";;
                "image inspect") [ "$3" = app ] || [ "$3" = bad ];;
                *) echo "docker $*" >&2; return 125;;
              esac
            }
            gh() { echo "$*" >> gh.log; }

            """
        _ = try folder.write("Dockerfile", Array("FROM alpine\nCMD [\"true\"]\n".utf8))
        _ = try folder.write("script", Array((stands + script).utf8))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        // As GitHub runs `shell: bash`.
        process.arguments = ["--noprofile", "--norc", "-eo", "pipefail", folder.file("script")]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        var variables = ProcessInfo.processInfo.environment
        let binaries = URL(fileURLWithPath: BuiltBinary().path).deletingLastPathComponent().path
        variables["PATH"] = "\(folder.path):\(binaries):\(variables["PATH"] ?? "/usr/bin:/bin")"
        variables["GITHUB_STEP_SUMMARY"] = nil
        process.environment = variables.merging(environment) { $1 }
        let error = try folder.write("stderr", [])
        process.standardOutput = FileHandle(forWritingAtPath: try folder.write("stdout", []))
        process.standardError = FileHandle(forWritingAtPath: error)
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: try FileBytes.read(error), as: UTF8.self))
    }

    /// What follows a mark, up to the end mark or, without one, to a line that is indented no further than the mark.
    /// The first line's indentation is taken off.
    private func blocks(_ text: String, from begin: String, to end: String? = nil) -> [String] {
        func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
        var blocks: [[Substring]] = []
        var outer: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let bare = line.drop { $0 == " " }
            if let known = outer {
                if end.map({ bare.hasSuffix($0) }) ?? (!bare.isEmpty && indent(line) <= known) {
                    outer = nil
                } else {
                    blocks[blocks.count - 1].append(line)
                    continue
                }
            }
            if bare.hasPrefix(begin) {
                outer = indent(line)
                blocks.append([])
            }
        }
        return blocks.map { block in
            let margin = block.first { !$0.isEmpty }.map(indent) ?? 0
            return block.map { String($0.dropFirst(min(margin, indent($0)))) }.joined(separator: "\n")
        }
    }

    @Test func theLinesOfTheDocument() throws {
        let scripts = blocks(try RecipeShellTests.text("docs/ci.md"), from: "```sh", to: "```")
        #expect(scripts.count == 3)
        for script in scripts {
            let folder = try TemporaryDirectory()
            _ = try folder.write("app.tar", FileBytes.read(BuiltBinary.testImage("good.docker-archive.tar")))
            let outcome = try run(script, in: folder, ["GITHUB_REPOSITORY": "o/r", "PULL_REQUEST": "7"])
            #expect(outcome.code == 0, "\(script)\n\(outcome.error)")
        }
        let folder = try TemporaryDirectory()
        _ = try run(scripts[1], in: folder, ["GITHUB_REPOSITORY": "o/r", "PULL_REQUEST": "7"])
        let calls = String(decoding: try FileBytes.read(folder.file("gh.log")), as: UTF8.self).split(separator: "\n")
        #expect(calls.count == 2)
        #expect(calls.last == "api repos/o/r/issues/7/comments --field body=@comment.md")
    }

    @Test(arguments: [("app", Int32(0)), ("bad", 1), ("archive.tar", 1)])
    func theAction(image: String, code: Int32) throws {
        let scripts = blocks(try RecipeShellTests.text("action.yml"), from: "run: |")
        #expect(scripts.count == 2)
        // Input reaches the shell by variables alone.
        #expect(!scripts.joined().contains("${{"))
        // With dunnage in the PATH the first one has nothing to build.
        let script = scripts.joined(separator: "\n")
        let folder = try TemporaryDirectory()
        _ = try folder.write("archive.tar", FileBytes.read(BuiltBinary.testImage("bad.docker-archive.tar")))
        let summary = folder.file("summary")
        let outcome = try run(
            script, in: folder,
            [
                "IMAGE": image, "DOCKERFILE": "Dockerfile", "FAIL_ON": "high", "REPORTS": "out dir",
                "GITHUB_STEP_SUMMARY": summary,
            ])
        #expect(outcome.code == code, "\(outcome.error)")
        #expect(outcome.error.contains("::notice title=dunnage::"))
        for file in ["dunnage.sarif", "dunnage.html", "dunnage.cdx.json", "dunnage.json"] {
            #expect(try FileBytes.read(folder.file("out dir/\(file)")).count > 500)
        }
        #expect(try FileBytes.read(summary).count > 500)
    }

    @Test(arguments: [("app", Int32(0)), ("bad", 1)])
    func gitLab(image: String, code: Int32) throws {
        let script = try #require(
            blocks(try RecipeShellTests.text("docs/ci/gitlab.yml"), from: "- |").first)
        let folder = try TemporaryDirectory()
        let outcome = try run(
            script, in: folder,
            ["DUNNAGE_IMAGE": image, "DUNNAGE_DOCKERFILE": "Dockerfile", "DUNNAGE_FAIL_ON": "high"])
        #expect(outcome.code == code, "\(outcome.error)")
        let quality = try JSONReader.parse(FileBytes.read(folder.file("gl-code-quality-report.json")))
        #expect(quality.arrayValue != nil)
        // Every file that the job names is there.
        let template = try RecipeShellTests.text("docs/ci/gitlab.yml")
        for file in [
            "gl-container-scanning-report.json", "dunnage.junit.xml", "gl-sbom-dunnage.cdx.json", "dunnage.html",
        ] {
            #expect(template.components(separatedBy: file).count == 3)
            #expect(try !FileBytes.read(folder.file(file)).isEmpty)
        }
    }

    @Test(arguments: [("app", Int32(0)), ("bad", 1)])
    func jenkins(image: String, code: Int32) throws {
        let script = try #require(
            blocks(try RecipeShellTests.text("docs/ci/Jenkinsfile"), from: "sh '''", to: "'''").first)
        let outcome = try run(script, in: try TemporaryDirectory(), ["IMAGE": image])
        #expect(outcome.code == code, "\(outcome.error)")
    }

    @Test(arguments: [("app", Int32(0)), ("bad", 1), ("unbuilt", 0)])
    func beforeAPush(image: String, code: Int32) throws {
        let script = try RecipeShellTests.text("docs/ci/pre-push")
        let outcome = try run(script, in: try TemporaryDirectory(), ["DUNNAGE_IMAGE": image])
        #expect(outcome.code == code)
        #expect(outcome.error.contains("does not pass") == (code == 1))
        #expect(outcome.error.contains("nothing was checked") == (image == "unbuilt"))
    }
}
