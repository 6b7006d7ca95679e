// SPDX-License-Identifier: Apache-2.0
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
        ["check", "x", "--platform", "a/b/c/d"],
    ])
    func usageErrorsAreTwo(arguments: [String]) throws {
        let outcome = try binary.run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.error.isEmpty)
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
    }
}
