// SPDX-License-Identifier: Apache-2.0
import JSONText
import TestSupport
import Testing

/// `dunnage diff` and `dunnage snapshot` judge as `dunnage check` does: configuration, exceptions, rules for secrets.
@Suite struct DiffPolicyTests {
    let binary = BuiltBinary()
    let folder: TemporaryDirectory
    let good = BuiltBinary.testImage("good.docker-archive.tar")
    let bad = BuiltBinary.testImage("bad.docker-archive.tar")

    init() throws { folder = try TemporaryDirectory() }

    private struct Change: Equatable {
        var new: [String] = []
        var fixed: [String] = []
    }

    /// The rules of new and fixed findings, each once.
    private func change(
        _ before: String, _ after: String, _ arguments: [String] = [], configuration: String? = nil
    ) throws -> Change {
        let file = try configuration.map { try folder.write("policy.yml", "version: 1\n" + $0) } ?? "/dev/null"
        let outcome = try binary.run(
            ["diff", before, after, "--config", file, "--report", "json"] + arguments, directory: folder.path)
        #expect(outcome.code < 2, "\(outcome.error)")
        let report = try JSONReader.parse(Array(outcome.output.utf8))
        func rules(_ key: String) -> [String] {
            Set((report["findings"]?[key]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }).sorted()
        }
        return Change(new: rules("new"), fixed: rules("fixed"))
    }

    private func snapshot(_ image: String, _ name: String, configuration: String? = nil) throws -> String {
        let file = try configuration.map { try folder.write("\(name).yml", "version: 1\n" + $0) } ?? "/dev/null"
        let outcome = try binary.run(["snapshot", image, "-o", folder.file(name), "--config", file])
        #expect(outcome.code == 0, "\(outcome.error)")
        return name
    }

    /// Both ways through the doors: archives read under the configuration, and files that were written under none.
    @Test(arguments: [
        "rules: {secret: off}", "ignore: [{rule: secret, reason: keys of the tests}]", "profile: builder",
        "rules: {build-tool: off}", "ignore: [{rule: build-tool, reason: it builds}]",
    ])
    func `What the configuration excepts is neither new nor fixed`(configuration: String) throws {
        let rule = configuration.contains("secret") ? "secret" : "build-tool"
        let images = [(good, bad), (try snapshot(good, "good"), try snapshot(bad, "bad"))]
        for (clean, dirty) in images {
            let all = try change(clean, dirty)
            #expect(all.new.contains(rule))
            #expect(try change(dirty, clean).fixed.contains(rule))
            let forth = try change(clean, dirty, configuration: configuration)
            #expect(!forth.new.contains(rule) && forth.new.count < all.new.count && !forth.new.isEmpty)
            #expect(try !change(dirty, clean, configuration: configuration).fixed.contains(rule))
        }
    }

    @Test func `An ignore that comes fixes nothing, and one that goes is no news`() throws {
        let ignore =
            "ignore: [{rule: secret, path: \"/**\", reason: known}, {rule: secret, path: \"config:*\", reason: x}]"
        let (plain, excepted) = (try snapshot(bad, "plain"), try snapshot(bad, "excepted", configuration: ignore))
        #expect(try change(good, excepted) != change(good, plain))
        for (before, after) in [(plain, excepted), (excepted, plain)] {
            #expect(try change(before, after) == Change())
            #expect(try change(before, after, configuration: ignore) == Change())
        }
        #expect(try change(plain, bad, configuration: ignore) == Change())
        #expect(try change(excepted, bad) == Change())
    }

    private func image(_ name: String, setuid: [String] = [], secrets: [String] = []) throws -> String {
        let token = "glpat" + "-" + "k3J9x0Q8w7E6r5T4y2U1"
        var image = ImageBuilder("app:1")
        image.layer("COPY . /app") { empty in
            var layer = empty.file("/app/server", "#!/bin/sh\n", mode: 0o755)
            for (index, path) in setuid.enumerated() {
                layer = layer.file(path, "\u{7F}ELF" + String(repeating: "\(index)", count: 200), mode: 0o4755)
            }
            for path in secrets { layer = layer.file(path, "TOKEN=\(token)\n# \(path)\n") }
            return layer
        }
        return try folder.write(name, image.archive(.docker25))
    }

    @Test func `A new setuid program is new beside a known one`() throws {
        let one = try image("one.tar", setuid: ["/usr/bin/evil"])
        let baseline = folder.file("one.json")
        #expect(try binary.run(["baseline", one, "-o", baseline, "--config", "/dev/null"]).code == 0)
        for path in ["/usr/bin/aaa", "/usr/bin/zzz"] {
            let two = try image("two.tar", setuid: ["/usr/bin/evil", path])
            for (before, after) in [(one, two), (try snapshot(one, "one"), try snapshot(two, "two"))] {
                #expect(try change(before, after).new == ["setuid-setgid"])
                #expect(try change(after, before) == Change(fixed: ["setuid-setgid"]))
            }
            let check = try binary.run(["check", two, "--baseline", baseline, "--config", "/dev/null", "-v"])
            #expect(check.code == 1 && check.output.contains(path))
            let kept = try binary.run(["check", one, "--baseline", baseline, "--config", "/dev/null"])
            #expect(kept.code == 0, "\(kept.output)")
        }
    }

    @Test func `A secret that is ignored in one place is new in another one`() throws {
        let ignore = "ignore: [{rule: secret, path: /app/a.env, reason: known}]"
        let (a, b) = (try image("a.tar", secrets: ["/app/a.env"]), try image("b.tar", secrets: ["/app/b.env"]))
        let both = try image("both.tar", secrets: ["/app/a.env", "/app/b.env"])
        let files = try [a, b, both].enumerated().map { try snapshot($1, "secret-\($0)") }
        for (a, b, both) in [(a, b, both), (files[0], files[1], files[2])] {
            #expect(try change(a, b, configuration: ignore).new == ["secret"])
            #expect(try change(a, both, configuration: ignore).new == ["secret"])
            #expect(try change(b, both, configuration: ignore) == Change())
            #expect(try change(both, a, configuration: ignore) == Change(fixed: ["secret"]))
        }
    }

    @Test func `A baseline's findings are not new, and severities are the configuration's`() throws {
        let baseline = folder.file("baseline.json")
        #expect(try binary.run(["baseline", bad, "-o", baseline, "--config", "/dev/null"]).code == 0)
        let left = try change(good, bad, ["--baseline", baseline])
        // Confirmed secrets cannot be accepted.
        #expect(left.new == ["secret"])
        func code(_ configuration: String) throws -> Int32 {
            let file = try folder.write("gate.yml", "version: 1\nbudgets: {growth: {bytes: 1GB}}\n" + configuration)
            return try binary.run(
                ["diff", good, bad, "--config", file, "--fail-on", "critical", "-q"], directory: folder.path
            ).code
        }
        #expect(try code("") == 1)
        // The headline of the comment says why it fails.
        let comment = try binary.run(["diff", good, bad, "--config", "/dev/null", "--report", "markdown"]).output
        #expect(try comment.contains(Regex("### ❌ FAIL `bad`: .*, \\*\\*[0-9]+ new findings\\*\\*\n")))
        #expect(try code("rules: {secret: {severity: low}}") == 0)
        #expect(try code("rules: {secret: off, dev-dependency: {severity: critical}}") == 1)
    }

    @Test func `An exception that ended is said`() throws {
        let file = try folder.write(
            "late.yml", "version: 1\nignore: [{rule: secret, reason: soon gone, expires: 2020-01-01}]\n")
        let outcome = try binary.run(["diff", good, bad, "--config", file])
        #expect(outcome.output.contains("ended on 2020-01-01"))
        #expect(try change(good, bad, configuration: "").new.contains("secret"))
    }

    /// Under another key everything would be new.
    @Test func `Fingerprints are keyed as in check`() throws {
        let key = "secrets: {fingerprint-key: \"sixteen bytes or more\"}"
        let (keyed, plain) = (try snapshot(bad, "keyed", configuration: key), try snapshot(bad, "plain"))
        #expect(try change(keyed, bad, configuration: key) == Change())
        #expect(try change(plain, bad) == Change())
        #expect(try change(keyed, bad).new == ["secret"])
    }

    @Test func `Archives inside layers and rules of one's own`() throws {
        let token = "acme" + "_" + "k3j9x0q8w7e6r5t4y2u1i0p9"
        let rules = try folder.write(
            "company.toml",
            "[[rules]]\nid = 'acme-token'\nregex = '''acme_[a-z0-9]{24}'''\nkeywords = ['acme_']\n")
        func image(_ name: String, _ text: String) throws -> String {
            var image = ImageBuilder("app:1")
            image.layer("COPY . /app") {
                $0.file("/app/app.jar", bytes: ZipBuilder().file("conf/a.properties", text).bytes())
            }
            return try folder.write(name, image.archive(.docker25))
        }
        let (before, after) = (try image("before.tar", "t=none\n"), try image("after.tar", "t=\(token)\n"))
        #expect(try change(before, after).new == [])
        #expect(try change(before, after, ["--secret-rules", rules]).new == ["secret"])
        #expect(try change(before, after, ["--secret-rules", rules, "--no-nested"]).new == [])
        #expect(try change(before, after, configuration: "secrets: {rules: [company.toml]}").new == ["secret"])
        for (name, arguments, says) in [("open", [], true), ("closed", ["--no-nested"], false)] {
            let outcome = try binary.run(
                ["snapshot", after, "-o", folder.file(name), "--json", "--secret-rules", rules] + arguments)
            #expect(outcome.output.contains("acme-token") == says)
            #expect(!outcome.output.contains(token))
        }
    }

    @Test func `A file of dive's is for check alone`() throws {
        let file = try folder.write(".dive-ci", "rules:\n  lowestEfficiency: 0.9\n")
        for arguments in [["diff", good, bad], ["snapshot", good, "--json"]] {
            let outcome = try binary.run(arguments + ["--config", file])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains("dunnage check"))
        }
    }
}
