// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// What is written down of one path while rules run.
@Suite struct TraceTests {
    @Test func `Every list of the catalog says when it is read`() throws {
        let facts = try ExampleMaker.facts(.app())
        var lists = 0
        let children =
            Array(Mirror(reflecting: facts.files).children) + Array(Mirror(reflecting: facts.permissions).children)
        for child in children {
            let isPlain =
                type(of: child.value) == [FileCatalog.Candidate].self
                || type(of: child.value) == [PermissionCatalog.File].self
            #expect(!isPlain, "\(child.label ?? "") has no name for a trace")
            if child.value is Traced<FileCatalog.Candidate> || child.value is Traced<PermissionCatalog.File> {
                lists += 1
            }
        }
        #expect(lists >= 16)
    }

    @Test func `A rule that read the list, one that counted, one below its floor`() throws {
        let image = ExampleImage.app(
            .file("/var/log/app.log", size: 700), .file("/app/src/a.c", size: 10), .file("/app/src/b.c", size: 10))
        let facts = try ExampleMaker.facts(image)
        let log = RuleTrace(facts, policy: .standard, path: "/var/log/app.log")
        let flagged = try #require(log.rows.first { $0.rule == "log-file" })
        #expect(flagged.outcome == .flagged(.info))
        #expect(flagged.notes.contains("700 B is below 1 MB or 1 % of the image"), "\(flagged.notes)")
        let source = RuleTrace(facts, policy: .standard, path: "/app/src")
        #expect(source.rows.first?.rule == "source-code")
        #expect(source.rows.first?.outcome == .flagged(.medium))
        let lowered = RuleTrace(
            facts, policy: Policy(rules: ["source-code": RuleSetting(severity: .low)]), path: "/app/src/a.c")
        #expect(lowered.rows.first?.outcome == .flagged(.low))
        #expect(lowered.rows.first?.notes.last == "the rule says medium, the configuration low")
        #expect(lowered.rows.contains { $0.rule == "log-file" || $0.rule == "backup-file" })
        #expect(source.silent.contains("root-user"))
        let nowhere = RuleTrace(facts, policy: .standard, path: "/nowhere")
        #expect(nowhere.rows.isEmpty)
    }

    @Test func `Nothing is written down while nobody asks`() throws {
        let trace = Trace(inodes: [])
        _ = RuleRegistry.check(try ExampleMaker.facts(.app()))
        #expect(trace.steps.isEmpty)
        #expect(Trace.current == nil)
    }
}
