// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

/// Accepting what is there, and beginning with a configuration.
@Suite struct BaselineTests {
    let folder: TemporaryDirectory
    let bad = BuiltBinary.testImage("bad.docker-archive.tar")
    let good = BuiltBinary.testImage("good.docker-archive.tar")

    init() throws { folder = try TemporaryDirectory() }

    /// Runs on 2026-11-24 or that many days later.
    private func run(_ arguments: [String], after days: Int = 0) throws -> BuiltBinary.Outcome {
        try BuiltBinary().run(
            arguments, environment: ["SOURCE_DATE_EPOCH": "\((20_781 + days) * 86_400)", "COLUMNS": "80"],
            directory: folder.path)
    }

    /// High findings, none of them a secret.
    private func rootful(_ more: Bool = false) throws -> String {
        var image = ImageBuilder("team/app:1")
        image.layer("COPY . /app") {
            $0.file("/app/src/a.c", String(repeating: "a", count: 9_000)).file("/app/src/b.c", "b")
                .file("/app/Makefile", "all:\n").file("/app/server", "#!/bin/sh\n", mode: 0o755)
        }
        if more {
            image.layer("COPY .git /app/.git") { $0.file("/app/.git/HEAD", "ref").file("/app/.git/config", "[core]") }
        }
        image.cmd = .array([.string("/app/server")])
        return try folder.write(more ? "more.tar" : "app.tar", image.archive(.docker25))
    }

    @Test func `What is accepted passes, what is new does not, and what ended counts again`() throws {
        let image = try rootful()
        #expect(try run(["check", image]).code == 1)
        let made = try run(["baseline", image, "-o", "accepted.json"])
        #expect(made.code == 0, "\(made.error)")
        #expect(made.output.hasPrefix("accepted.json: "))
        #expect(made.output.contains("accepted until 2027-02-22 (") && made.output.contains("1 high"))
        let covered = try run(["check", image, "--baseline", "accepted.json"])
        #expect(covered.code == 0, "\(covered.output)")
        #expect(covered.output.contains(" accepted until 2027-02-22"))
        let more = try run(["check", try rootful(true), "--baseline", "accepted.json", "--fail-on", "medium"])
        #expect(more.code == 1)
        #expect(more.output.contains(".git"))
        #expect(try run(["check", image, "--baseline", "accepted.json"], after: 90).code == 0)
        let ended = try run(["check", image, "--baseline", "accepted.json"], after: 91)
        #expect(ended.code == 1)
        #expect(ended.output.contains("the baseline ended on 2027-02-22"))
        let document = try JSONReader.parse(
            Array(try run(["check", image, "--baseline", "accepted.json", "--report", "json"]).output.utf8))
        let baseline = document["images"]?.arrayValue?.first?["verdict"]?["baseline"]
        #expect(baseline?["expires"] == "2027-02-22" && baseline?["expired"] == false)
        #expect((baseline?["covered"]?.int64Value ?? 0) > 0)
    }

    @Test func `The file is the same twice, follows its schema, and holds no secret`() throws {
        for name in ["a.json", "b.json"] { #expect(try run(["baseline", bad, "-o", name]).code == 0) }
        let bytes = try FileBytes.read(folder.file("a.json"))
        #expect(try bytes == FileBytes.read(folder.file("b.json")))
        let document = try JSONReader.parse(bytes)
        #expect(
            document.objectValue?.members.map(\.key) == ["schema", "created", "expires", "reason", "findings"])
        let findings = document["findings"]?.arrayValue ?? []
        #expect(!findings.isEmpty)
        for finding in findings {
            let keys = finding.objectValue?.members.map(\.key) ?? []
            #expect(keys.prefix(5) == ["rule", "kind", "severity", "path", "fingerprint"])
            #expect(keys.dropFirst(5).allSatisfy { ["places", "placesFingerprint"].contains($0) })
            #expect(finding["rule"] != "secret" || finding["severity"] != "critical")
        }
        // The secrets still fail, and the run says so when it accepts the rest.
        let summary = try run(["baseline", bad, "-o", "c.json"]).output
        #expect(summary.contains("Not accepted: 8 confirmed secrets."))
        #expect(try run(["check", bad, "--baseline", "a.json"]).code == 1)
    }

    @Test func `Entries that no longer match are named`() throws {
        #expect(try run(["baseline", try rootful(true), "-o", "accepted.json"]).code == 0)
        let outcome = try run(["check", try rootful(), "--baseline", "accepted.json", "-v"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("accepted findings is gone"))
        #expect(outcome.output.contains("vcs-leftover/"))
    }

    @Test func `Usage, damage and files that cannot be written are 2`() throws {
        #expect(try run(["baseline", good]).code == 2)
        let expires = try run(["baseline", good, "-o", "x", "--expires", "soon"])
        #expect(expires.code == 2)
        #expect(expires.error.contains("--expires must be a day such as 2027-06-30, not «soon»."))
        let past = try run(["baseline", good, "-o", "x", "--expires", "2026-11-23"])
        #expect(past.code == 2)
        #expect(past.error.contains("--expires must not be in the past: on 2026-11-24, 2026-11-23 is over."))
        #expect(try run(["init", good, "--expires", "2020-01-01"]).code == 2)
        #expect(try run(["baseline", good, "-o", "x", "--expires", "2026-11-24"]).code == 0)
        #expect(try run(["baseline", good, "-o", "x", "--reason", " "]).code == 2)
        let folderless = try run(["baseline", good, "-o", "nowhere/x.json"])
        #expect(folderless.code == 2)
        #expect(folderless.error == "dunnage: nowhere/x.json cannot be written: No such file or directory\n")
        var bytes = try FileBytes.read(good)
        bytes.removeLast(bytes.count / 3)
        let cut = try run(["baseline", folder.write("cut.tar", bytes), "-o", "cut.json"])
        #expect(cut.code == 2)
        #expect(throws: (any Error).self) { try FileBytes.read(folder.file("cut.json")) }
        let standard = try run(["baseline", good, "-o", "-"])
        #expect(standard.code == 0)
        #expect(try JSONReader.parse(Array(standard.output.utf8))["schema"] == "dunnage.baseline/1")
    }

    @Test func `A beginning passes at once, stays when it is there, and every comment in it is a configuration`() throws
    {
        let image = try rootful()
        let first = try run(["init", image])
        #expect(first.code == 0, "\(first.error)")
        #expect(first.output.contains(".dunnage.yml: profile default, image budget 12kB"))
        #expect(try run(["check", image]).code == 0)
        let text = String(decoding: try FileBytes.read(folder.file(".dunnage.yml")), as: UTF8.self)
        #expect(text.contains("# MB = 10^6 bytes, MiB = 2^20. team/app:1 has 9.0 kB: a quarter more."))
        #expect(text.contains("baseline: .dunnage-baseline.json"))
        let again = try run(["init", image])
        #expect(again.code == 2)
        #expect(again.error == "dunnage: .dunnage.yml is there already: --force writes it anew\n")
        #expect(try run(["init", image, "--force", "--profile", "kubernetes"]).code == 0)
        // Uncomment every line that is a key or below one.
        let lines = text.split(separator: "\n").map { line -> String in
            for mark in ["#   ", "  # ", "# "] where line.hasPrefix(mark) {
                let rest = String(line.dropFirst(mark.count))
                let isKey =
                    rest.prefix { $0.isLowercase || $0 == "-" }.isEmpty
                    ? rest.hasPrefix("- {") : rest.contains(": ") || rest.hasSuffix(":")
                guard isKey, rest.first?.isUppercase != true, !rest.contains("(a service)"), !rest.hasPrefix("critical")
                else { return String(line) }
                return (mark == "# " ? "" : "  ") + rest
            }
            return String(line)
        }.filter { !$0.hasPrefix("extends:") }
        try folder.write("all.yml", lines.joined(separator: "\n"))
        let all = try run(["check", image, "--config", "all.yml"])
        #expect(all.error.isEmpty, "\(all.error)\n\(lines.joined(separator: "\n"))")
        #expect(lines.contains("  image: 12kB") && lines.contains { $0.hasPrefix("  live: ") })
        #expect(lines.contains("ignore:") && lines.contains { $0.hasPrefix("  - {rule: secret") })
    }

    @Test func `Without an image, and with several`() throws {
        #expect(try run(["init"]).code == 0)
        #expect(try run(["check", good]).code == 0)
        let several = try run(["init", BuiltBinary.testImage("several.docker-archive.tar"), "--force"])
        #expect(several.code == 2)
        #expect(several.error.contains("images: choose one with --image: "))
    }

    @Test func `An image's name cannot break out of its comment`() throws {
        var image = ImageBuilder("x")
        image.tags = ["a\nfail-on: never"]
        image.layer("COPY") { $0.file("/a", "a") }
        let archive = try folder.write("x.tar", image.archive(.docker25))
        _ = try run(["init", archive])
        let text = String(decoding: (try? FileBytes.read(folder.file(".dunnage.yml"))) ?? [], as: UTF8.self)
        #expect(!text.contains("\nfail-on: never"))
    }
}
