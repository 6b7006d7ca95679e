// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// Where what was asked for goes, in every command: nothing takes the place of anything else.
@Suite struct OutputTargetTests {
    private let binary = BuiltBinary()
    private let folder: TemporaryDirectory
    private let old: String
    private let new: String

    init() throws {
        folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        image.layer("COPY a /a # buildkit") { $0.file("/a", "first") }
        old = try folder.write("old.tar", image.archive(.docker25))
        image.layer("COPY b /b # buildkit") { $0.file("/b", "second") }
        new = try folder.write("new.tar", image.archive(.docker25))
    }

    private func run(_ arguments: [String], environment: [String: String] = [:]) throws -> BuiltBinary.Outcome {
        try binary.run(arguments + ["--progress", "never"], environment: environment, directory: folder.path)
    }

    private func text(_ file: String) throws -> String { String(decoding: try FileBytes.read(file), as: UTF8.self) }

    @Test func aComparisonIsAddedToTheStepSummary() throws {
        let summary = try folder.write("summary", "before\n")
        let outcome = try run(
            ["diff", old, new, "--report", "github", "--report", "markdown=\(summary)", "--report", "text=\(summary)"],
            environment: ["GITHUB_STEP_SUMMARY": summary])
        #expect(outcome.code == 0, "\(outcome.error)")
        let added = try text(summary)
        #expect(added.hasPrefix("before\n### ") && added.contains("\nPASS "), "\(added)")
        // Any other file is written anew, whatever the format.
        let other = try folder.write("other", "before\n")
        #expect(try run(["diff", old, new, "--report", "github=\(other)"]).code == 0)
        #expect(try text(other).hasPrefix("### "))
    }

    @Test(arguments: [
        ["diff", "old.tar", "new.tar", "--report", "json=new.tar"],
        ["diff", "old.tar", "new.tar", "--report", "json=./old.tar"],
        ["diff", "old.tar", "new.tar", "--report", "json=out", "--report", "html=./out"],
        ["diff", "old.tar", "new.tar", "--report", "json", "--report", "text=/dev/stdout"],
        ["check", "new.tar", "--report", "json=link.tar"],
        ["check", "new.tar", "--base", "old.tar", "--report", "json=old.tar"],
        ["snapshot", "new.tar", "-o", "new.tar"],
        ["snapshot", "new.tar", "--trend", "new.tar"],
        ["snapshot", "new.tar", "--trend", "out", "-o", "out"],
        ["snapshot", "new.tar", "--json", "-o", "-"],
        ["baseline", "link.tar", "-o", "new.tar"],
    ])
    func nothingTakesAnothersPlace(arguments: [String]) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.file("link.tar"), withDestinationPath: "new.tar")
        let (before, after) = (try FileBytes.read(old), try FileBytes.read(new))
        let outcome = try run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains("Usage:"), "\(outcome.error)")
        #expect(try FileBytes.read(old) == before)
        #expect(try FileBytes.read(new) == after)
        #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
    }

    @Test func aPictureDoesNotTakeTheTrendsPlace() throws {
        #expect(try run(["snapshot", new, "--trend", "size.ndjson"]).code == 0)
        let line = try text(folder.file("size.ndjson"))
        for name in ["./size.ndjson", "-"] {
            let outcome = try binary.run(["trend", "size.ndjson", "--svg", name], directory: folder.path)
            #expect(outcome.code == 2)
            #expect(outcome.output.isEmpty)
        }
        #expect(try text(folder.file("size.ndjson")) == line)
    }

    @Test func aBeginningDoesNotTakeTheImagesPlace() throws {
        let image = try folder.write(".dunnage.yml", try FileBytes.read(new))
        let outcome = try binary.run(["init", ".dunnage.yml", "--force"], directory: folder.path)
        #expect(outcome.code == 2)
        #expect(try FileBytes.read(image) == FileBytes.read(new))
    }

    /// The bytes of a snapshot are no text, so what they are is asked of the program.
    @Test func aSnapshotGoesToStandardOutput() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "\"$0\" snapshot new.tar -o - > piped", binary.path]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.file("-")))
        #expect(try run(["snapshot", new, "-o", "file"]).code == 0)
        #expect(try FileBytes.read(folder.file("piped")) == FileBytes.read(folder.file("file")))
    }
}
