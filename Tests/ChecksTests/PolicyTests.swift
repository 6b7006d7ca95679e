// SPDX-License-Identifier: Apache-2.0
import Findings
import LayerTree
import Testing

@testable import Checks

/// What a policy makes of findings.
@Suite struct PolicyTests {
    private static let today = CalendarDay("2026-11-24") ?? CalendarDay(secondsSince1970: 0)

    /// Two trees of sources, one toolchain with two compilers of 20 MB, and no user.
    private static let image = ExampleImage.app(user: "").copying(
        [
            .file("/app/src/a.c", "int a;", size: 3_000_000), .file("/app/src/b.c", "int b;", size: 2_000_000),
            .file("/app/samples/c.c", "int c;", size: 4_000_000), .program("/usr/bin/gcc", size: 20_000_000),
            .program("/usr/bin/g++", size: 20_000_000),
        ], "COPY . /app")

    private let facts: ImageFacts
    private let findings: [Finding]

    init() throws {
        facts = try ExampleMaker.facts(PolicyTests.image)
        findings = RuleRegistry.check(facts)
    }

    private func judge(_ policy: Policy, changes: [RulesVersion.Change] = RulesVersion.changes) -> Judged {
        var policy = policy
        policy.today = PolicyTests.today
        return policy.judge(findings, image: facts, changes: changes)
    }

    private func ignore(
        _ rule: String?, kind: String? = nil, path: String? = nil, expires: String? = nil
    ) -> IgnoreEntry {
        IgnoreEntry(
            rule: rule, kind: kind, path: path.map { PathGlob($0) }, reason: "why",
            expires: expires.flatMap(CalendarDay.init),
            place: "c.yml:1")
    }

    @Test func `Nothing said changes nothing`() {
        #expect(judge(.standard).findings == findings)
        #expect(findings.contains { $0.rule == "source-code" })
        #expect(findings.contains { $0.rule == "build-tool" && $0.kind == "gcc" && $0.severity == .high })
        #expect(!Policy.standard.passes(findings))
        #expect(Policy(failOn: nil).passes(findings))
        #expect(Policy(failOn: .critical).passes(findings))
    }

    @Test func `Off is gone, severities are replaced but info stays info`() {
        let judged = judge(
            Policy(rules: [
                "source-code": RuleSetting(isOff: true), "build-tool": RuleSetting(severity: .low),
                "root-user": RuleSetting(severity: .critical),
            ])
        ).findings
        #expect(!judged.contains { $0.rule == "source-code" })
        #expect(judged.filter { $0.rule == "build-tool" && $0.severity > .info }.allSatisfy { $0.severity == .low })
        #expect(judged.first { $0.rule == "root-user" }?.severity == .critical)
        #expect(judged.first { $0.rule == "root-user" }?.ruleSeverity == .high)
        let quiet = findings.filter { $0.severity == .info }.map(\.rule)
        let loud = judge(
            Policy(rules: Dictionary(uniqueKeysWithValues: Set(quiet).map { ($0, RuleSetting(severity: .high)) })))
        #expect(loud.findings.filter { $0.ruleSeverity == .info }.allSatisfy { $0.severity == .info })
    }

    @Test func `A pinned version of the rules never gets stricter`() {
        let changes = [
            RulesVersion.Change(version: 2, rule: "root-user"),
            RulesVersion.Change(version: 3, rule: "build-tool", kind: "gcc", before: .low),
        ]
        func severities(_ pinned: Int, _ rules: [String: RuleSetting] = [:]) -> [Severity?] {
            let judged = judge(Policy(rulesVersion: pinned, rules: rules), changes: changes).findings
            return [
                judged.first { $0.rule == "root-user" }?.severity,
                judged.first { $0.rule == "build-tool" && $0.kind == "gcc" }?.severity,
            ]
        }
        #expect(severities(1) == [.info, .low])
        #expect(severities(2) == [.high, .low])
        #expect(severities(3) == [.high, .high])
        // What somebody asked for by name they get.
        #expect(severities(1, ["build-tool": RuleSetting(severity: .medium)]) == [.info, .medium])
    }

    @Test func `An ignore by path hides that part and no more`() throws {
        let whole = try #require(findings.first { $0.rule == "source-code" && $0.locations.count == 3 })
        let judged = judge(Policy(ignores: [ignore("source-code", path: "/app/samples/**")]))
        let parts = judged.findings.filter { $0.rule == "source-code" && $0.kind == whole.kind }
        try #require(parts.count == 2)
        #expect(parts[0].suppressedBy == nil)
        #expect(parts[0].locations.map(\.path) == ["/app/src/a.c", "/app/src/b.c"])
        #expect(parts[0].bytes == 5_000_000)
        #expect(parts[0].claims.count == 2)
        #expect(parts[0].message == whole.message + " (4.0 MB of it by exception)")
        #expect(parts[1].suppressedBy == "ignore (c.yml:1): why")
        #expect(parts[1].locations.map(\.path) == ["/app/samples/c.c"])
        #expect(parts[1].bytes == 4_000_000)
        #expect(parts.map(\.fingerprint) == [whole.fingerprint, whole.fingerprint])
        #expect(judged.usedIgnores == [0])
        let all = judge(Policy(ignores: [ignore("source-code", path: "/app/**")])).findings
        #expect(all.filter { $0.rule == "source-code" }.allSatisfy { $0.suppressedBy != nil })
        let none = judge(Policy(ignores: [ignore("source-code", path: "/srv/**")]))
        #expect(none.findings == findings)
        #expect(none.usedIgnores.isEmpty)
    }

    @Test func `An ignore holds through its last day and not longer`() {
        for (expires, holds) in [("2026-11-24", true), ("2026-11-23", false), ("2027-01-01", true)] {
            let judged = judge(Policy(ignores: [ignore("root-user", expires: expires)]))
            #expect(judged.findings.contains { $0.rule == "root-user" && $0.suppressedBy != nil } == holds)
            #expect(judged.usedIgnores.isEmpty != holds)
        }
    }

    @Test func `An ignore by kind or of any rule`() {
        let kind = judge(Policy(ignores: [ignore(nil, kind: "gcc")])).findings
        #expect(kind.filter { $0.suppressedBy != nil }.allSatisfy { $0.kind == "gcc" })
        #expect(kind.contains { $0.suppressedBy != nil })
        let place = judge(Policy(ignores: [ignore(nil, path: "config:User")])).findings
        #expect(place.filter { $0.suppressedBy != nil }.map(\.rule) == ["root-user"])
    }

    @Test(arguments: ["/**", "**", "*", "/*", "**/*"])
    func `A pattern for files is about nothing outside the tree`(pattern: String) {
        let entry = ignore("secret", path: pattern)
        #expect(entry.covers("/app/key"))
        for place in ["config:Env[TOKEN]", "config:User", "history:3", "annotations[a]"] {
            #expect(!entry.covers(place))
            #expect(ignore("secret", path: place).covers(place))
        }
        #expect(ignore("secret", path: "config:*").covers("config:Env[TOKEN]"))
        #expect(ignore(nil, path: pattern).hidesEverything && !entry.hidesEverything)
        #expect(!ignore(nil, path: "/app/**").hidesEverything && !ignore(nil, path: "config:*").hidesEverything)
        #expect(!ignore(nil, path: "*.pem").hidesEverything && !ignore(nil, kind: "gcc").hidesEverything)
    }

    @Test func `Allowed tools, packages, kinds and paths`() throws {
        func build(_ allow: String...) -> [Finding] {
            judge(Policy(rules: ["build-tool": RuleSetting(allow: allow)])).findings.filter {
                $0.rule == "build-tool" && $0.kind == "gcc"
            }
        }
        let one = build("g++")
        try #require(one.count == 2)
        #expect(one[0].bytes == 20_000_000 && one[0].suppressedBy == nil)
        #expect(one[1].suppressedBy == "allow: rules.build-tool.allow")
        #expect(build("/usr/bin/g*").map { $0.suppressedBy != nil } == [true])
        #expect(build("gcc").map { $0.suppressedBy != nil } == [true])
        #expect(build("clang") == findings.filter { $0.rule == "build-tool" && $0.kind == "gcc" })
    }

    @Test func `What an allowed tool needs is needed`() throws {
        let packages = ExampleFile.debian(
            ExamplePackage("git", files: ["/usr/bin/git"], depends: ["libcurl3"]),
            ExamplePackage("libcurl3", files: ["/usr/lib/libcurl.so.3"], isAutomatic: true))
        let image = ExampleImage.app().running(
            "apt-get install -y git",
            packages + [.program("/usr/bin/git", size: 9_000_000), .program("/usr/lib/libcurl.so.3", size: 8_000_000)])
        func orphans(_ allowed: [String: Set<String>]) throws -> Bool {
            let facts = try ExampleMaker.facts(image, allowed: allowed)
            return RuleRegistry.check(facts, with: "build-tool").contains { $0.kind == "orphaned-dependency" }
        }
        #expect(try orphans([:]))
        #expect(try !orphans(["build-tool": ["git"]]))
    }

    @Test func `The base's findings can be left to the base`() throws {
        let based = try ExampleMaker.facts(
            ExampleImage.app().on(base: .program("/usr/bin/apt-get"), .program("/usr/bin/gcc", size: 20_000_000)))
        let findings = RuleRegistry.check(based)
        let judged = Policy(ignoresBase: true).judge(findings, image: based).findings
        #expect(judged.contains { $0.origin == .base })
        for finding in judged { #expect((finding.suppressedBy != nil) == (finding.origin == .base)) }
        #expect(Suppression.counts(judged)[.base] == judged.filter { $0.origin == .base }.count)
    }

    @Test func `Own settings win over the profile's, each for itself`() {
        #expect(Policy(profile: .builder).setting(of: "build-tool").isOff == true)
        let on = Policy(profile: .builder, rules: ["build-tool": RuleSetting(isOff: false)])
        #expect(on.setting(of: "build-tool").isOff == false)
        let allow = Policy(profile: .builder, rules: ["build-tool": RuleSetting(allow: ["git"])])
        #expect(allow.setting(of: "build-tool").isOff == true)
        let compose = Policy(profile: .compose, rules: ["missing-healthcheck": RuleSetting(allow: ["x"])])
        #expect(compose.setting(of: "missing-healthcheck").severity == .medium)
        let low = Policy(profile: .compose, rules: ["missing-healthcheck": RuleSetting(isOff: false, severity: .low)])
        #expect(low.setting(of: "missing-healthcheck").severity == .low)
    }

    @Test func `Profiles and changes name rules that there are`() {
        let ids = Set(RuleRegistry.descriptions.map(\.id))
        for profile in Profile.allCases {
            for rule in profile.settings.keys { #expect(ids.contains(rule), "\(profile): \(rule)") }
        }
        for change in RulesVersion.changes {
            #expect(ids.contains(change.rule))
            #expect((2...max(2, RulesVersion.current)).contains(change.version))
        }
    }

    @Test func `What is excepted has no fix, and its bytes count nowhere`() {
        let judged = judge(Policy(ignores: [ignore("source-code")]))
        let plan = FixPlan(judged.findings, image: facts)
        let ids = Set(plan.fixes.map(\.id))
        for finding in plan.findings {
            #expect(finding.fix.map(ids.contains) ?? (finding.suppressedBy != nil), "\(finding.rule)")
        }
        let claimed = Set(plan.findings.filter { $0.suppressedBy == nil }.flatMap(\.claims).map(\.inode))
        let bytes = claimed.reduce(Int64(0)) { $0 + facts.tree.size(of: .init(rawValue: $1)) }
        #expect(plan.fixes.reduce(0) { $0 + $1.bytes } == bytes)
    }

    @Test func `A wrong digest is no matter of policy`() {
        let wrong = Finding(
            rule: "digest-mismatch", kind: "layer-digest", severity: .high, category: .integrity, message: "m",
            remedy: "r",
            origin: .app, fingerprint: "f", locations: [Location(path: "archive:x", layer: 0)])
        let policy = Policy(ignores: [ignore("digest-mismatch"), ignore(nil, path: "**")], today: PolicyTests.today)
        #expect(policy.judge([wrong], image: facts).findings == [wrong])
    }
}
