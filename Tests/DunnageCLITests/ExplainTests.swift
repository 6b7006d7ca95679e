// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Why a path is flagged, and why not.
@Suite struct ExplainTests {
    let folder: TemporaryDirectory
    let bad = BuiltBinary.testImage("bad.docker-archive.tar")

    init() throws { folder = try TemporaryDirectory() }

    private func explain(_ path: String, _ arguments: [String] = [], configuration: String = "") throws
        -> BuiltBinary.Outcome
    {
        try folder.write(".dunnage.yml", configuration)
        return try BuiltBinary().run(
            ["check", bad, "--explain", path] + arguments, environment: ["COLUMNS": "100"], directory: folder.path)
    }

    /// The row of a rule: outcome and what stands behind.
    private func row(_ outcome: BuiltBinary.Outcome, _ rule: String) -> String {
        outcome.output.split(separator: "\n").map(String.init).first { line in
            let words = line.split(separator: " ")
            return words.count > 1 && (words[1] == rule || words[1].hasPrefix(rule + "/"))
        } ?? ""
    }

    @Test func `A compiler is a build tool, in its layer, by its instruction`() throws {
        let outcome = try explain("/usr/bin/gcc")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("/usr/bin/gcc"))
        #expect(outcome.output.contains("L3"))
        #expect(outcome.output.contains("apk add build-base"))
        #expect(row(outcome, "build-tool").contains("build-tool/gcc"))
        #expect(outcome.output.contains("\nquiet: content searched, no secret found: secret\n"))
        #expect(outcome.output.contains("\nquiet: among known tools: "))
        #expect(outcome.output.contains("not concerned: "))
    }

    @Test func `A package that stays says why`() throws {
        let module = try explain("/app/node_modules/express/package.json")
        #expect(module.output.contains("package express runs, by the lock file or the application's manifest"))
        let folder = try explain("/app/node_modules/express")
        #expect(folder.output.contains("express 4.19.2") && !folder.output.contains("No package owns it"))
        let system = try explain("/usr/bin/node")
        #expect(system.output.contains("package nodejs stays: "), "\(system.output)")
    }

    @Test func `What is off or excepted says by what`() throws {
        let off = try explain("/usr/bin/gcc", configuration: "rules: {build-tool: off}")
        #expect(row(off, "build-tool").hasPrefix("off"))
        #expect(row(off, "build-tool").contains("by rules.build-tool"))
        let profile = try explain("/usr/bin/gcc", ["--profile", "builder"])
        #expect(row(profile, "build-tool").contains("by profile builder"))
        let ignored = try explain(
            "/usr/bin/gcc", configuration: "ignore: [{rule: build-tool, path: /usr/bin/gcc, reason: we need it}]")
        #expect(row(ignored, "build-tool").hasPrefix("excepted"))
        #expect(row(ignored, "build-tool").contains("ignore (.dunnage.yml:1): we need it"))
        let allowed = try explain("/usr/bin/gcc", configuration: "rules: {build-tool: {allow: [gcc]}}")
        #expect(row(allowed, "build-tool").contains("allow: rules.build-tool.allow"))
    }

    @Test func `A deleted secret is explained too`() throws {
        let outcome = try explain("/root/.ssh/id_ed25519")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("deleted by L7"))
        #expect(row(outcome, "secret").hasPrefix("critical"))
    }

    @Test func `A path that no layer has is 1, and wrong use is 2`() throws {
        let absent = try explain("/no/such/file")
        #expect(absent.code == 1)
        #expect(absent.output.isEmpty)
        #expect(absent.error == "dunnage: no layer has the path «/no/such/file»\n")
        #expect(try explain("/x", ["--report", "json"]).code == 2)
        #expect(try explain("/x", [bad]).code == 2)
    }
}
