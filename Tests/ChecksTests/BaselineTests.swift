// SPDX-License-Identifier: Apache-2.0
import Findings
import LayerTree
import Testing

@testable import Checks

/// Accepted findings: what enters, what holds, what the file says.
@Suite struct BaselineTests {
    private static let day = CalendarDay("2026-11-24") ?? CalendarDay(secondsSince1970: 0)

    private func finding(
        _ rule: String, _ severity: Severity, _ fingerprint: String, category: Findings.Category = .sourceCode
    ) -> Finding {
        Finding(
            rule: rule, kind: "k", severity: severity, category: category, message: "m", remedy: "r",
            evidence: "evidence", origin: .app, fingerprint: fingerprint, locations: [Location(path: "/p", layer: 0)])
    }

    private func accept(_ findings: [Finding]) -> (baseline: Baseline, refused: [Finding]) {
        Baseline.accepting(
            findings, reason: "before the tool came", created: BaselineTests.day,
            expires: BaselineTests.day.adding(days: 90))
    }

    private func judge(_ findings: [Finding], _ baseline: Baseline, on day: CalendarDay = day) throws -> Judged {
        let image = try ExampleMaker.facts(.app())
        return Policy(baseline: baseline, today: day).judge(findings, image: image)
    }

    @Test func `Accepted findings are covered, new ones are not`() throws {
        let baseline = accept([finding("a", .high, "1"), finding("b", .low, "2")]).baseline
        let judged = try judge([finding("a", .high, "1"), finding("a", .high, "3"), finding("c", .low, "2")], baseline)
        #expect(judged.findings.map(\.suppressedBy) == ["baseline: before the tool came", nil, nil])
        #expect(judged.matchedEntries.map(\.fingerprint) == ["1"])
        #expect(!Policy.standard.passes(judged.findings))
        #expect(Suppression.counts(judged.findings) == [.baseline: 1])
    }

    @Test func `A finding that became worse counts again, one that became better does not`() throws {
        let baseline = accept([finding("a", .medium, "1"), finding("b", .high, "2")]).baseline
        let judged = try judge([finding("a", .high, "1"), finding("b", .low, "2")], baseline)
        #expect(judged.findings.map { $0.suppressedBy == nil } == [true, false])
        #expect(judged.matchedEntries.count == 2)
    }

    @Test func `It ends after its last day`() throws {
        let baseline = accept([finding("a", .high, "1")]).baseline
        #expect(baseline.expires.description == "2027-02-22")
        #expect(try judge([finding("a", .high, "1")], baseline, on: baseline.expires).findings[0].suppressedBy != nil)
        let after = try judge([finding("a", .high, "1")], baseline, on: baseline.expires.adding(days: 1))
        #expect(after.findings[0].suppressedBy == nil)
        #expect(after.matchedEntries.isEmpty)
    }

    @Test func `A confirmed secret neither enters nor is covered, whatever the severities are made`() throws {
        let secret = finding("secret", .critical, "s", category: .secret)
        var lowered = secret
        lowered.severity = .low
        let generic = finding("secret", .medium, "g", category: .secret)
        let (baseline, refused) = accept([secret, lowered, generic])
        #expect(baseline.entries.map(\.fingerprint) == ["g"])
        #expect(refused.map(\.fingerprint) == ["s", "s"])
        let forged = Baseline(
            created: BaselineTests.day, expires: BaselineTests.day, reason: "forged",
            entries: [.init(rule: "secret", kind: "k", severity: .critical, path: "/p", fingerprint: "s")])
        #expect(try judge([secret], forged).findings[0].suppressedBy == nil)
    }

    @Test func `What does not count is not accepted either`() {
        var ignored = finding("a", .high, "1")
        ignored.suppressedBy = "ignore: x"
        let wrong = finding("digest-mismatch", .high, "2", category: .integrity)
        #expect(accept([ignored, wrong]).baseline.entries.isEmpty)
    }

    @Test func `The file says the same whatever the order, and nothing that a finding said`() throws {
        let findings = [
            finding("b", .low, "2"), finding("a", .high, "1"), finding("a", .high, "1"), finding("a", .low, "0"),
        ]
        let bytes = accept(findings).baseline.fileBytes
        #expect(accept(findings.reversed()).baseline.fileBytes == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("evidence"))
        #expect(
            text.hasPrefix(
                """
                {
                  "schema": "dunnage.baseline/1",
                  "created": "2026-11-24",
                  "expires": "2027-02-22",
                  "reason": "before the tool came",
                  "findings": [
                    {
                      "rule": "a",
                      "kind": "k",
                      "severity": "low",
                      "path": "/p",
                      "fingerprint": "0"
                    },
                """))
        let read = try Baseline(file: bytes)
        #expect(read == accept(findings).baseline)
        #expect(read.fileBytes == bytes)
    }

    @Test(arguments: [
        ("", "is no JSON: "), ("[]", "is no baseline: «schema» must be dunnage.baseline/1"),
        (#"{"schema": "dunnage.report/1"}"#, "is no baseline: «schema» must be dunnage.baseline/1"),
        (
            #"{"schema": "dunnage.baseline/2"}"#,
            "is a dunnage.baseline/2, which a newer dunnage wrote; this one reads dunnage.baseline/1"
        ),
        (#"{"schema": "dunnage.baseline/1"}"#, "needs a «reason»"),
        (#"{"schema": "dunnage.baseline/1", "reason": "x"}"#, "has no list of «findings»"),
        (
            #"{"schema": "dunnage.baseline/1", "reason": "x", "findings": []}"#,
            "«created» must be a day such as 2027-06-30"
        ),
        (
            #"{"schema": "dunnage.baseline/1", "reason": "x", "findings": [], "created": "2026-01-01", "expires": "soon"}"#,
            "«expires» must be a day such as 2027-06-30"
        ),
        (
            #"{"schema": "dunnage.baseline/1", "reason": "x", "findings": [{"rule": "a"}]}"#,
            "finding 1 of 1 needs rule, kind, severity, path and fingerprint"
        ),
    ])
    func `A file that cannot be used is told why`(text: String, says: String) {
        do {
            _ = try Baseline(file: Array(text.utf8))
            Issue.record("read")
        } catch {
            #expect(error.what.hasPrefix(says), "\(error.what)")
        }
    }

    @Test func `Members of a later version's making are passed over`() throws {
        let text = """
            {"schema": "dunnage.baseline/1", "tool": 7, "created": "2026-01-01", "expires": "2026-02-01", "reason": "x",
             "findings": [{"rule": "a", "kind": "", "severity": "low", "path": "", "fingerprint": "1", "more": []}]}
            """
        #expect(try Baseline(file: Array(text.utf8)).entries.count == 1)
    }
}
