// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// `dunnage diff` and `dunnage snapshot`, as a CI job meets them, on two builds whose difference is known to the byte
/// (`TestImages/diff/pair.py`).
@Suite struct DiffTests {
    let binary = BuiltBinary()
    static let archives = (
        before: BuiltBinary.testImage("diff/before.oci-archive.tar"),
        after: BuiltBinary.testImage("diff/after.oci-archive.tar")
    )

    /// Snapshots of both, made once.
    private static let snapshots: Result<TemporaryDirectory, any Error> = Result {
        let folder = try TemporaryDirectory()
        for (name, archive) in [("before", archives.before), ("after", archives.after)] {
            _ = try BuiltBinary().run(["snapshot", archive, "--no-verify", "-o", folder.file(name)])
        }
        return folder
    }

    private func snapshots() throws -> TemporaryDirectory { try DiffTests.snapshots.get() }

    private func diff(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltBinary.Outcome {
        let folder = try snapshots()
        return try binary.run(
            ["diff", "before", "after"] + arguments, environment: environment, directory: folder.path)
    }

    // MARK: What is compared

    /// Looking whether it is a snapshot must not take from a pipe what nobody can read again.
    @Test(.timeLimit(.minutes(1))) func aNamedPipeIsReadOnce() throws {
        let folder = try TemporaryDirectory()
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let bytes = try FileBytes.read(DiffTests.archives.after)
        Thread.detachNewThread {
            guard let handle = FileHandle(forWritingAtPath: pipe) else { return }
            try? handle.write(contentsOf: Data(bytes))
            try? handle.close()
        }
        let outcome = try binary.run(["diff", DiffTests.archives.before, pipe, "-q"])
        let expected = try binary.run(["diff", DiffTests.archives.before, DiffTests.archives.after, "-q"])
        #expect(outcome.code == expected.code && outcome.code != 2, "\(outcome.error)")
    }

    @Test func aSnapshotWhereAnArchiveIsWantedIsSaidToBeOne() throws {
        let folder = try snapshots()
        let input = try FileBytes.read(folder.file("before"))
        for (words, input) in [(["check", "before"], []), (["diff", "-", "after"], input)] {
            let outcome = try binary.run(words, input: input, directory: folder.path)
            #expect(outcome.code == 2)
            #expect(outcome.error.contains("is a snapshot: «dunnage diff» compares it, from a regular file"))
        }
    }

    // MARK: Known answers

    @Test func everyCauseHasItsExactBytes() throws {
        let report = try JSONReader.parse(Array(try diff("--report", "json").output.utf8))
        let text = try String(contentsOfFile: BuiltBinary.testImage("diff/expected.tsv"), encoding: .utf8)
        var rows = text.split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let total = rows.removeLast()
        #expect(report["totals"]?["size"]?["delta"]?.int64Value == Int64(total[3]))
        let causes = report["causes"]?.arrayValue ?? []
        #expect(causes.count == rows.count)
        for row in rows {
            let cause = causes.first { $0["kind"]?.stringValue == row[0] && $0["name"]?.stringValue == row[1] }
            #expect(cause?["change"]?.stringValue == row[2], "\(row)")
            #expect(cause?["bytes"]?.int64Value == Int64(row[3]), "\(row)")
            #expect(cause?["layer"]?.int64Value.map { "\($0)" } ?? "" == row[4], "\(row)")
        }
        #expect(causes.compactMap { $0["bytes"]?.int64Value }.reduce(0, +) == Int64(total[3]))
        let counts = report["files"]?["counts"]
        #expect(counts?["moved"]?.int64Value == 1)
        #expect(counts?["renamed"]?.int64Value == 1)
        #expect(
            report["layers"]?.arrayValue?.map { $0["kind"]?.stringValue } == ["same", "replaced", "same", "rebuilt"])
        #expect(report["pull"]?["sharedLayers"]?.arrayValue?.map(\.int64Value) == [0, 2])
    }

    /// All of the report but what the user named; one of the two holds secrets, dead bytes and packages.
    @Test func aSnapshotStandsForItsArchive() throws {
        let folder = try TemporaryDirectory()
        let archives = ["good.docker-archive.tar", "bad.docker-archive.tar"].map { BuiltBinary.testImage($0) }
        let snapshots = ["good", "bad"]
        for (archive, snapshot) in zip(archives, snapshots) {
            #expect(try binary.run(["snapshot", archive, "-o", folder.file(snapshot)]).code == 0)
        }
        func report(_ before: String, _ after: String) throws -> String {
            let outcome = try binary.run(
                ["diff", before, after, "--report", "json", "--config", "/dev/null"], directory: folder.path)
            #expect(outcome.code == 1, "\(outcome.error)")
            return outcome.output.replacing("\"source\": \"\(before)\"", with: "")
                .replacing("\"source\": \"\(after)\"", with: "")
        }
        let expected = try report(archives[0], archives[1])
        #expect(expected.contains("\"dead\"") && expected.contains("\"secret\""))
        #expect(try report(snapshots[0], snapshots[1]) == expected)
        #expect(try report(snapshots[0], archives[1]) == expected)
        #expect(try report(archives[0], snapshots[1]) == expected)
    }

    @Test(arguments: [80, 120])
    func theScreen(columns: Int) throws {
        let outcome = try diff("--budget", "image=100MB", environment: ["COLUMNS": "\(columns)"])
        #expect(outcome.code == 1)
        try Golden.compare(outcome.output, "diff.\(columns).txt")
    }

    /// Asked for alone, the page lists every file; what else is asked for says the same as without it.
    @Test func thePageBesideOtherReports() throws {
        let folder = try snapshots()
        let alone = try diff("--report", "json").output
        let both = try diff("--report", "html=page.html", "--report", "json")
        #expect(both.output == alone)
        let page = String(decoding: try FileBytes.read(folder.file("page.html")), as: UTF8.self)
        for words in ["shop-debug.core", "within the limit", "class=\"map-place\"", "\"deltas\""] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test func everyCauseOnDemand() throws {
        let screen = try diff("-v", environment: ["COLUMNS": "100"]).output
        for words in ["main.8d01a.js", "app.js", "package databases", "without it: +119.0 MB, still 114.0 MB over"] {
            #expect(screen.contains(words), "\(words)")
        }
        #expect(!screen.contains("smaller:"))
    }

    @Test func theComment() throws {
        try Golden.compare(try diff("--report", "markdown").output, "diff.md")
    }

    // MARK: Formats

    /// One image by many writers: nothing moved.
    @Test func theFormatMakesNoDifference() throws {
        var image = ImageBuilder("shop:latest")
        image.layer("ADD rootfs") { $0.file("/etc/os-release", "ID=debian\n").file("/bin/sh", bytes: [1, 2, 3]) }
        image.instruction("CMD [\"sh\"]")
        image.layer("COPY . /app") {
            $0.file("/app/x", "text").symlink("/app/y", to: "x").hardLink("/app/z", to: "/app/x")
        }
        let folder = try TemporaryDirectory()
        let shapes: [ArchiveShape] = [.docker25, .podman, .ociArchive(.zstd), .crane(.gzip)]
        let files = try shapes.enumerated().map { try folder.write("image\($0).tar", image.archive($1)) }
        for file in files {
            let outcome = try binary.run(["diff", files[0], file])
            #expect(outcome.code == 0, "\(outcome.error)")
            #expect(outcome.output.contains("no change"), "\(outcome.output)")
            #expect(try binary.run(["diff", files[0], file, "--report", "markdown"]).output.isEmpty)
        }
        let piped = try binary.run(["diff", files[0], "-"], input: FileBytes.read(files[1]))
        #expect(piped.code == 0)
        #expect(piped.output.contains("no change"))
    }

    // MARK: Gates

    @Test func growthMayBeAccepted() throws {
        let folder = try snapshots()
        #expect(try diff("--accept-growth", "wanted").code == 0)
        #expect(try diff("--accept-growth", "wanted").output.contains("accepted: wanted"))
        #expect(try diff("--accept-growth", " ").code == 2)
        #expect(try diff("--fail-on", "never").code == 0)
        #expect(try diff("--budget", "growth=200MB").code == 0)
        #expect(try diff("--budget", "growth=120MB", "--budget", "growth=1%").code == 1)
        #expect(try diff("--budget", "growth=1MB", "--budget", "growth=340%").code == 0)
        func config(_ text: String, day: String = "1800000000") throws -> BuiltBinary.Outcome {
            let file = try folder.write("config.yml", "version: 1\n" + text)
            return try diff("--config", file, environment: ["SOURCE_DATE_EPOCH": day])
        }
        let accepted = "growth-accepted: {to: 160MB, reason: model, expires: 2027-03-01}\n"
        #expect(try config(accepted).code == 0)
        #expect(try config(accepted).output.contains("accepted: model"))
        // 2027-03-02
        let late = try config(accepted, day: "1803945600")
        #expect(late.code == 1)
        #expect(late.output.contains("ended on 2027-03-01"))
        #expect(try config("growth-accepted: {to: 150MB, reason: model}\n").code == 1)
        #expect(try config("budgets: {growth: {bytes: 1GB}}\n").code == 0)
        #expect(try config("budgets: {growth: {bytes: 1GB}, image: 100MB}\n").code == 1)
        #expect(try config("budgets: {growht: 5}\n").code == 2)
    }

    @Test func everyBrokenBudgetIsNamedWithItsCause() throws {
        let outcome = try diff(
            "--budget", "growth=1GB", "--budget", "live=150MB", "--budget", "layer=100MB", "--budget", "/app/**=1MB",
            "--budget", "package:curl=100kB", "--budget", "package:wget=1MB", "--budget", "/nowhere/**=1MB", "-v",
            environment: ["COLUMNS": "120"])
        #expect(outcome.code == 1)
        let broken = outcome.output.split(separator: "\n").filter { $0.contains(" broken ") }
        #expect(broken.count == 4)
        for (name, cause) in [
            ("live", "shop-debug.core"), ("layer 3", "shop-debug.core"), ("/app/**", "shop-debug.core"),
            ("package curl", "curl 7.88.1"),
        ] {
            #expect(broken.contains { $0.contains(name) && $0.contains(cause) }, "\(name) in \(outcome.output)")
        }
        #expect(outcome.output.contains("/nowhere/** ") || outcome.output.contains("«/nowhere/**»"))
    }

    @Test func aMissingBaselineWarnsAndPasses() throws {
        let folder = try snapshots()
        let lenient = try binary.run(["diff", "nothing", "after"], directory: folder.path)
        #expect(lenient.code == 0)
        #expect(lenient.output.contains("nothing is not there"))
        // Limits on the image itself need nothing to compare with.
        let limited = try binary.run(["diff", "nothing", "after", "--budget", "image=1MB"], directory: folder.path)
        #expect(limited.code == 1)
        let strict = try binary.run(["diff", "nothing", "after", "--require-baseline"], directory: folder.path)
        #expect(strict.code == 2)
        #expect(strict.error.contains("nothing is not there"))
    }

    @Test func platformsMustMatch() throws {
        var image = ImageBuilder("shop:latest")
        image.layer { $0.file("/x", "text") }
        let folder = try TemporaryDirectory()
        let amd = try folder.write("amd.tar", image.archive(.docker25))
        image.architecture = "arm64"
        let arm = try folder.write("arm.tar", image.archive(.docker25))
        let refused = try binary.run(["diff", amd, arm])
        #expect(refused.code == 2)
        #expect(refused.error.contains("linux/arm64") && refused.error.contains("--force"))
        #expect(try binary.run(["diff", amd, arm, "--force"]).code == 0)
    }

    // MARK: Bad input

    @Test(arguments: [
        ["diff", "x"], ["diff", "x", "y", "z"], ["diff", "-", "-"], ["diff", "x", "y", "--budget", "image=12parsecs"],
        ["diff", "x", "y", "--budget", "imgae=12MB"], ["diff", "x", "y", "--budget", "growth=-5%"],
        ["diff", "x", "y", "--report", "docx"], ["diff", "x", "y", "--report", "json", "--report", "text"],
        ["snapshot", "x"], ["snapshot", "x", "y", "-o", "z"],
    ])
    func usageErrorsAreTwo(arguments: [String]) throws {
        let outcome = try binary.run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.count > 20)
    }

    @Test func aDamagedSnapshotIsNamed() throws {
        let folder = try snapshots()
        let whole = try FileBytes.read(folder.file("before"))
        let damages: [(String, [UInt8], String)] = [
            ("cut", Array(whole.dropLast(9)), "damaged or cut off"),
            ("flipped", Damage.flip(at: 200).applied(to: whole), "checksum"),
            ("headless", Array("dunnage.snapshot/1\n".utf8), "cut off"),
            ("newer", Array("dunnage.snapshot/7\n".utf8) + whole, "newer dunnage"), ("empty", [], "empty"),
        ]
        for (name, bytes, words) in damages {
            let file = try folder.write(name, bytes)
            let outcome = try binary.run(["diff", file, "after"], directory: folder.path)
            #expect(outcome.code == 2, "\(name)")
            #expect(outcome.signal == nil)
            #expect(outcome.error.contains(file) && outcome.error.contains(words), "\(name): \(outcome.error)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test func aPercentageOfNothingIsSaid() throws {
        var image = ImageBuilder("shop:latest")
        image.layer { $0.directory("/x") }
        let folder = try TemporaryDirectory()
        let empty = try folder.write("empty.tar", image.archive(.docker25))
        image.layer { $0.file("/y", "some text") }
        let full = try folder.write("full.tar", image.archive(.docker25))
        let outcome = try binary.run(["diff", empty, full, "--budget", "growth=5%"])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("a percentage of nothing"))
        #expect(try binary.run(["diff", empty, full]).code == 0)
    }

    @Test func anIncompleteImagePassesNoBudget() throws {
        var image = ImageBuilder("shop:latest")
        image.layer { $0.file("/x", "text") }
        image.layer { $0.file("/y", "more text") }
        let folder = try TemporaryDirectory()
        let whole = try folder.write("whole.tar", image.archive(.ociArchive(.plain)))
        image.changeLayer(1) { $0.isAbsent = true }
        let part = try folder.write("part.tar", image.archive(.ociArchive(.plain)))
        let outcome = try binary.run(["diff", whole, part])
        #expect(outcome.code == 2)
        #expect(outcome.output.contains("INCOMPLETE"))
    }

    // MARK: Reports

    @Test func aStepSummaryIsAppended() throws {
        let folder = try snapshots()
        let summary = try folder.write("summary.md", "earlier\n")
        let outcome = try diff("--report", "github", environment: ["GITHUB_STEP_SUMMARY": summary])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("WHY IT GREW"))
        let text = String(decoding: try FileBytes.read(summary), as: UTF8.self)
        #expect(text.hasPrefix("earlier\n### ❌ FAIL"))
        #expect(!text.contains("<!--"))
    }

    @Test func snapshotsAreTheSameEveryTime() throws {
        let folder = try snapshots()
        let again = folder.file("again")
        #expect(
            try binary.run(["snapshot", DiffTests.archives.before, "-o", again, "--jobs", "1", "--no-verify"]).code == 0
        )
        #expect(try FileBytes.read(again) == FileBytes.read(folder.file("before")))
        let copy = folder.file("copy")
        #expect(try binary.run(["snapshot", "before", "-o", copy], directory: folder.path).code == 0)
        #expect(try FileBytes.read(copy) == FileBytes.read(folder.file("before")))
        #expect(try binary.run(["snapshot", "before", "-o", "/nowhere/x"], directory: folder.path).code == 2)
    }

    // MARK: Contracts

    @Test func documentsKeepTheirSchemas() throws {
        let folder = try snapshots()
        let schema = try SchemaValidator(documented: "diff")
        for arguments in [["before", "after"], ["after", "before"], ["before", "before"], ["nothing", "after"]] {
            let outcome = try binary.run(
                ["diff"] + arguments + ["--report", "json", "--budget", "image=1MB"], directory: folder.path)
            let document = try JSONReader.parse(Array(outcome.output.utf8))
            #expect(schema.violations(of: document) == [], "\(arguments)")
        }
        let head = try binary.run(["snapshot", "after", "--json"], directory: folder.path)
        let document = try JSONReader.parse(Array(head.output.utf8))
        #expect(try SchemaValidator(documented: "snapshot").violations(of: document) == [])
    }
}
