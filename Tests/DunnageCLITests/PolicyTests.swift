// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

/// Configuration, exceptions and budgets as a CI job meets them.
@Suite struct PolicyTests {
    let binary = BuiltBinary()
    let folder: TemporaryDirectory
    let bad = BuiltBinary.testImage("bad.docker-archive.tar")
    let good = BuiltBinary.testImage("good.docker-archive.tar")

    init() throws { folder = try TemporaryDirectory() }

    private func check(
        _ image: String, _ arguments: [String] = [], configuration: String? = nil, today: String = "2026-11-24"
    ) throws -> BuiltBinary.Outcome {
        if let configuration { try folder.write(".dunnage.yml", configuration) }
        // 2026-11-24 is day 20,781.
        let days = ["2026-11-24": 20_781, "2027-07-01": 21_000]
        return try binary.run(
            ["check", image] + arguments,
            environment: ["SOURCE_DATE_EPOCH": "\((days[today] ?? 0) * 86_400)", "COLUMNS": "80"],
            directory: folder.path)
    }

    private func report(_ image: String, _ arguments: [String] = [], configuration: String? = nil) throws -> JSONValue {
        let outcome = try check(image, arguments + ["--report", "json"], configuration: configuration)
        return try JSONReader.parse(Array(outcome.output.utf8))
    }

    @Test func `The configuration's gate holds, and the command line's goes over it`() throws {
        #expect(try check(bad, configuration: "fail-on: never").code == 0)
        #expect(try check(bad, ["--fail-on", "high"]).code == 1)
        #expect(try check(bad, ["--config", "/dev/null"]).code == 1)
    }

    @Test func `An error in the configuration is 2 with its line, before anything is read`() throws {
        let outcome = try check(folder.file("absent.tar"), configuration: "version: 1\nfail_on: high\n")
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error == "dunnage: .dunnage.yml:2: there is no key «fail_on»: did you mean «fail-on»?\n")
        let absent = try check(good, ["--config", "nobody.yml"])
        #expect(absent.code == 2)
        #expect(absent.error == "dunnage: nobody.yml: cannot be read: No such file or directory\n")
        // What a pull request brings is not sent to the terminal as it is.
        let hostile = try check(good, configuration: "\"\\e[31m\u{202E}x\": 1\n")
        #expect(hostile.code == 2)
        #expect(!hostile.error.contains("\u{1B}") && !hostile.error.contains("\u{202E}"))
    }

    @Test(arguments: [
        (["--budget", "imgae=5MB"], "--budget: there is no budget «imgae»: did you mean «image»?"),
        (["--budget", "image=5XB"], "--budget: there is no unit «XB»"),
        (["--profile", "zoo"], "zoo"), (["--fail-on", "dreadful"], "dreadful"),
        (["--baseline", "none.json"], "none.json: cannot be read: No such file or directory"),
    ])
    func `A wrong option is 2`(arguments: [String], says: String) throws {
        let outcome = try check(good, arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(says), "\(outcome.error)")
    }

    @Test func `A day that is none is 2`() throws {
        let outcome = try binary.run(["check", good], environment: ["SOURCE_DATE_EPOCH": "today"])
        #expect(outcome.code == 2)
        let sentence =
            "«today» is no number of seconds since 1970: unset it, or set it to what «date +%s» prints"
        #expect(outcome.error == "dunnage: SOURCE_DATE_EPOCH: \(sentence)\n")
        // Where nothing is judged by the day it is no reason to stop, and said all the same.
        let inspected = try binary.run(["inspect", "--json", good], environment: ["SOURCE_DATE_EPOCH": "today"])
        #expect(inspected.code == 0)
        #expect(inspected.output.contains("source-date-misread") && inspected.output.contains(sentence))
        let unset = try binary.run(["inspect", "--json", good], environment: ["SOURCE_DATE_EPOCH": ""])
        #expect(unset.code == 0 && !unset.output.contains("source-date"))
    }

    @Test func `Broken budgets fail, are named with their cause, and never only reports`() throws {
        let outcome = try check(good, ["--budget", "image=1kB", "--budget", "/etc/**=1"])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("BUDGETS"))
        #expect(outcome.output.contains("broken by"))
        #expect(outcome.output.contains("layer 1: RUN apk add"))
        #expect(outcome.output.contains("2 budgets broken"))
        #expect(try check(good, ["--budget", "image=1kB", "--fail-on", "never"]).code == 0)
        #expect(try check(good, ["--budget", "image=1GB"]).code == 0)
        // The command line's limit takes the place of the file's.
        let configuration = "budgets: {image: 1kB, live: 1GB}"
        #expect(try check(good, configuration: configuration).code == 1)
        #expect(try check(good, ["--budget", "image=1GB"], configuration: configuration).code == 0)
        let verdict = try report(good, ["--budget", "image=1GB"])["images"]?.arrayValue?.first?["verdict"]
        #expect(verdict?["budgets"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["image", "live"])
        #expect(verdict?["budgets"]?.arrayValue?.allSatisfy { $0["ok"] == true } == true)
    }

    @Test func `A part of an image keeps no budget`() throws {
        var bytes = try FileBytes.read(good)
        bytes.removeLast(bytes.count / 3)
        let cut = try folder.write("cut.tar", bytes)
        let outcome = try check(cut, ["--budget", "image=1GB", "--report", "json"])
        #expect(outcome.code == 2)
        guard !outcome.output.isEmpty else { return }
        let images = try JSONReader.parse(Array(outcome.output.utf8))["images"]?.arrayValue ?? []
        for image in images { #expect(image["verdict"]?["budgets"]?.arrayValue?.first?["ok"] == false) }
    }

    @Test func `Budgets and exceptions about nothing are warned of`() throws {
        let document = try report(
            good,
            configuration: """
                budgets: {paths: {/nowhere/**: 1MB}, packages: {crul: 1MB}}
                ignore:
                - {rule: secret, reason: we had one, expires: 2026-11-23}
                - {rule: build-tool, reason: nobody knows}
                """)
        let warnings = document["warnings"]?.arrayValue ?? []
        let codes = warnings.compactMap { $0["code"]?.stringValue }
        #expect(codes == ["ignore-expired", "ignore-unused", "budget-unmatched", "budget-unmatched"])
        #expect(warnings.first?["where"] == ".dunnage.yml:3")
        #expect(
            warnings.first?["message"]
                == "this ignore ended on 2026-11-23, its findings count again: we had one")
        #expect(try check(good).code == 0)
    }

    @Test func `What is excepted stays in the report, with the reason, and in one quiet line`() throws {
        let configuration = """
            rules:
              build-tool: off
              root-user: info
            ignore:
            - {path: "/[aelrsuv]*/**", reason: whatever lies in these directories}
            - {path: "config:*", reason: settings}
            - {path: "history:*", reason: history}
            """
        let outcome = try check(bad, configuration: configuration)
        #expect(outcome.code == 0, "\(outcome.output)")
        #expect(outcome.output.contains(" ignored"))
        let findings = try report(bad)["images"]?.arrayValue?.first?["findings"]?.arrayValue ?? []
        #expect(!findings.contains { $0["rule"] == "build-tool" })
        #expect(findings.contains { $0["rule"] == "secret" })
        for finding in findings where finding["severity"] != "info" {
            #expect(finding["suppressedBy"]?.stringValue?.hasPrefix("ignore (.dunnage.yml:") == true)
        }
    }

    @Test func `Dive's rules are judged by dive's own numbers`() throws {
        try folder.write(".dive-ci", "rules:\n  lowestEfficiency: 0.9999\n  highestWastedBytes: 1B\n")
        let outcome = try check(bad, ["--config", ".dive-ci"])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("lowestEfficiency"))
        #expect(outcome.output.contains("of at least 99.9 %"))
        try folder.write(".dive-ci", "rules:\n  lowestEfficiency: 2\n")
        let wrong = try check(bad, ["--config", ".dive-ci"])
        #expect(wrong.code == 2)
        #expect(wrong.error == "dunnage: .dive-ci:2: «2» is no ratio between 0 and 1\n")
    }

    @Test func `A block mounts so many places, and says so`() throws {
        var image = ImageBuilder("app:1")
        image.user = "1001"
        image.cmd = ["/app/run"]
        image.layer("COPY . /app") { layer in
            (10..<35).reduce(layer.file("/app/run", "#!/bin/sh\n", mode: 0o755)) {
                $0.directory("/srv/d\($1)", uid: 1_001).file("/srv/d\($1)/x", "x", uid: 1_001)
            }
        }
        let archive = try folder.write("many.tar", image.archive(.docker25))
        let deployment = try report(archive, ["--profile", "compose"])["images"]?.arrayValue?.first?["verdict"]?[
            "deployment"]
        let why = deployment?["settings"]?.arrayValue?.first { $0["name"] == "read_only" }?["why"]?.stringValue
        #expect(why?.hasSuffix(" and 22 more: the first 20 mounted in the block") == true, "\(why ?? "")")
    }

    @Test func `A key of one's own changes the fingerprints of values and of nothing else`() throws {
        let plain = try report(bad)
        let keyed = try report(bad, configuration: "secrets: {fingerprint-key: a key of our own}")
        func fingerprints(_ document: JSONValue, _ rule: JSONValue) -> [String] {
            (document["images"]?.arrayValue?.first?["findings"]?.arrayValue ?? []).filter { $0["rule"] == rule }
                .compactMap { $0["fingerprint"]?.stringValue }
        }
        #expect(!fingerprints(plain, "secret").isEmpty)
        #expect(Set(fingerprints(plain, "secret")).isDisjoint(with: fingerprints(keyed, "secret")))
        #expect(fingerprints(plain, "root-user") == fingerprints(keyed, "root-user"))
    }
}
