// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// The built binary, as a CI job meets it.
@Suite struct ExitCodeTests {
    let binary = BuiltBinary()
    let bad = BuiltBinary.testImage("bad.docker-archive.tar")
    let good = BuiltBinary.testImage("good.docker-archive.tar")

    @Test func aGoodImagePasses() throws {
        let outcome = try binary.run(["check", good])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("PASS"))
        #expect(outcome.error.isEmpty)
    }

    @Test func aBadImageFails() throws {
        let outcome = try binary.run(["check", bad])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("FAIL"))
        #expect(outcome.error.isEmpty)
    }

    @Test func neverOnlyReports() throws {
        let outcome = try binary.run(["check", bad, "--fail-on", "never"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("secret") || outcome.output.contains("ROTATE"))
    }

    @Test func aPipeTellsTheSame() throws {
        let file = try binary.run(["check", bad, "--report", "json"])
        let bytes = try FileBytes.read(bad)
        let pipe = try binary.run(["check", "-", "--report", "json"], input: bytes)
        #expect(pipe.code == 1)
        #expect(pipe.output == file.output.replacing("\"\(bad)\"", with: "\"-\""))
    }

    @Test func reportsGoToFilesAndTheGateStays() throws {
        let folder = try TemporaryDirectory()
        let json = folder.file("report.json")
        let outcome = try binary.run(["check", bad, "--report", "json=\(json)"])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("LAYERS"))
        let report = try JSONReader.parse(FileBytes.read(json))
        #expect(report["schema"]?.stringValue == "dunnage.report/1")
        #expect(report["images"]?.arrayValue?.count == 1)
    }

    @Test(arguments: [
        ["check"], ["check", "-", "-"], ["check", "x", "--fail-on", "dreadful"], ["check", "x", "--report", "docx"],
        ["check", "x", "--report", "json", "--report", "text"], ["frobnicate"], ["check", "x", "--jobs", "0"],
        ["check", "x", "--platform", "a/b/c/d"], ["check", "x", "--report", "json=y", "--report", "sarif=y"],
        ["check", "x", "--report", "json=x"], ["check", "x", "--budget", "growth=5%"],
        ["check", "x", "--budget", "image=1kB", "--explain", "/a"],
    ])
    func usageErrorsAreTwo(arguments: [String]) throws {
        let outcome = try binary.run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.error.isEmpty)
    }

    /// A report that is not there must not look like one that found nothing.
    @Test(arguments: [
        "check $1", "check $1 --report json", "check -q $1", "inspect $1", "files $1", "snapshot --json $1", "--help",
    ])
    func aFullDiskIsTwo(_ command: String) throws {
        func code(_ redirection: String) throws -> (code: Int32, error: String) {
            let folder = try TemporaryDirectory()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = [
                "-c", "set -o pipefail; \"$0\" \(command) \(redirection)", binary.path, good,
            ]
            let error = folder.file("error")
            _ = FileManager.default.createFile(atPath: error, contents: nil)
            process.standardError = FileHandle(forWritingAtPath: error)
            try process.run()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: try FileBytes.read(error), as: UTF8.self))
        }
        let full = try code("> /dev/full")
        #expect(full.code == 2)
        #expect(full.error == "dunnage: standard output cannot be written: No space left on device\n")
        #expect(try code(">&-").code == 2)
        // A reader that has seen enough is no failure.
        #expect(try code("| true").code == 0)
    }

    @Test func helpAndVersionAreZero() throws {
        for arguments in [["--help"], ["--version"], ["check", "--help"], ["help", "check"]] {
            let outcome = try binary.run(arguments)
            #expect(outcome.code == 0)
            #expect(!outcome.output.isEmpty)
        }
    }

    @Test func badInputIsTwoWithOneClearSentence() throws {
        let folder = try TemporaryDirectory()
        let whole = try FileBytes.read(good)
        let cases: [(file: String, says: String)] = [
            (folder.file("absent.tar"), "cannot be opened"),
            (try folder.write("empty.tar", []), "is empty"),
            (try folder.write("text.tar", Array("hello".utf8)), "expected"),
            (try folder.write("long.txt", [UInt8](repeating: 0x41, count: 5_000)), "is no tar archive"),
            (try folder.write("some.json", Array("{\"a\": 1}".utf8)), "is a JSON document"),
            (try folder.write("cut.tar", Array(whole[..<5_000])), "cut off"),
            (try folder.write("layer.tar", LayerBuilder().file("/etc/passwd", "root").tar()), "docker save"),
            (try folder.write("other.tar", LayerBuilder().file("/a", "b").tar()), "manifest.json"),
            (folder.file("folder"), "OCI layout"),
        ]
        try folder.write("folder/notes.txt", "no image here")
        for (file, says) in cases {
            let outcome = try binary.run(["check", file])
            #expect(outcome.code == 2)
            #expect(outcome.signal == nil)
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.contains(says), "\(file): \(outcome.error)")
            #expect(outcome.error.contains(file))
            #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
        }
    }

    @Test func noColourInAPipeAndOnDemand() throws {
        #expect(try !binary.run(["check", bad]).output.contains("\u{1B}"))
        #expect(try binary.run(["check", bad, "--color", "always"]).output.contains("\u{1B}["))
    }

    @Test func anImageThatIsNotThereListsWhatIs() throws {
        let outcome = try binary.run(["check", good, "--image", "nobody/knows:1"])
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("good"))
        #expect(!outcome.error.contains("\\n"))
    }

    /// A layer that was not read to its end has no digest to be wrong.
    @Test func aLimitIsNoForgery() throws {
        for image in ["good.oci-archive.tar", "good.docker-archive.tar"] {
            let outcome = try binary.run([
                "check", BuiltBinary.testImage(image), "--max-layer-bytes", "100", "--report", "json",
            ])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains("--max-layer-bytes"))
            #expect(!outcome.error.contains("digest") && !outcome.output.contains("digest-mismatch\""))
        }
    }

    @Test func anExplanationVouchesToo() throws {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        image.layer("COPY a /a # buildkit") { $0.file("/a", "first") }
        image.lies.diffIDs = [0]
        let archive = try folder.write("app.tar", image.archive(.docker25))
        let outcome = try binary.run(["check", archive, "--explain", "/a"])
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("diffID"))
    }

    /// What is added to holds as many reports as one likes.
    @Test func aStepsSummaryTakesTwoReports() throws {
        let folder = try TemporaryDirectory()
        let summary = try folder.write("summary.md", [])
        let outcome = try binary.run(
            ["check", good, "--report", "markdown=\(summary)", "--report", "text=\(summary)"],
            environment: ["GITHUB_STEP_SUMMARY": summary])
        #expect(outcome.code == 0, "\(outcome.error)")
        let text = String(decoding: try FileBytes.read(summary), as: UTF8.self)
        #expect(text.contains("| ") && text.contains("LAYERS"))
    }

    @Test func hardLinksToNowhereAreSaid() throws {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        image.layer("COPY a /a # buildkit") { $0.file("/a", "first").hardLink("/b", to: "/gone") }
        let archive = try folder.write("app.tar", image.archive(.docker25))
        let outcome = try binary.run(["check", archive, "--report", "json", "--fail-on", "never"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("dangling-hard-link"))
        #expect(outcome.output.contains("layer 0: /b"))
    }

    /// A gate says by what it fails, in every form, and one that never fails makes no build server fail.
    @Test func aGateSaysByWhatItFails() throws {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:latest")
        image.user = "1000"
        image.layer("COPY . /") { $0.file("/app/x", "x") }
        let archive = try folder.write("app.tar", image.archive(.docker25))
        let low = try binary.run(["check", archive, "--config", "/dev/null", "--fail-on", "low"])
        #expect(low.code == 1 && low.output.contains(" low") && !low.output.contains("nothing at medium"))
        for format in ["markdown", "github"] {
            let outcome = try binary.run(
                ["check", archive, "--config", "/dev/null", "--fail-on", "low", "--report", format])
            #expect(
                outcome.output.contains("low") && !outcome.output.contains("nothing of weight"), "\(outcome.output)")
            #expect(format != "github" || outcome.output.contains("::warning "))
        }
        let never = try binary.run(
            [
                "check", archive, "--config", "/dev/null", "--fail-on", "never", "--budget", "image=0B", "--report",
                "junit",
            ])
        #expect(never.code == 0 && never.output.contains("failures=\"0\""), "\(never.output)\(never.error)")
        let twice = try binary.run(["check", archive, "--image", "app:latest", "--image", "0"])
        #expect(twice.code == 2 && twice.error.contains("One --image, please"))
    }
}
