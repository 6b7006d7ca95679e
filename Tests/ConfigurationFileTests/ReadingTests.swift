// SPDX-License-Identifier: Apache-2.0
import Checks
import ConfigurationFile
import Findings
import LayerTree
import Sizing
import TestSupport
import Testing

/// What every key means.
@Suite struct ReadingTests {
    private func load(_ text: String) throws -> Configuration {
        let folder = try TemporaryDirectory()
        return try ConfigurationLoader().load(folder.write("c.yml", Array(text.utf8)))
    }

    @Test func `Every key is read`() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write(
            ".dunnage.yml",
            Array(
                """
                # a comment
                version: 1
                rules-version: 1
                profile: kubernetes
                fail-on: medium
                base: ignore
                baseline: accepted.json
                rules:
                  missing-healthcheck: off
                  package-cache: low
                  root-user: on
                  build-tool: {severity: critical, allow: [git, "/usr/bin/make"]}
                ignore:
                  - {rule: secret, path: "/app/test/**", reason: "fake keys", expires: 2027-06-30}
                  - kind: gcc
                    reason: we compile at run time
                budgets:
                  image: 250MB
                  live: 240MB
                  layer: 1.5 GiB
                  growth: {bytes: 10MB, percent: 5}
                  paths: {"/app/node_modules/**": 80MB, '*.map': 4096}
                  packages:
                    curl: 5MB
                growth-accepted: {to: 300MB, reason: "ML model", expires: 2027-03-01}
                secrets:
                  rules: [company.toml, /etc/more.toml]
                  fingerprint-key: "0123456789abcdef"
                limits: {layer-bytes: 8GiB, entries: 1000, ratio: 200, document-bytes: 1MiB}
                """.utf8))
        let configuration = try ConfigurationLoader().load(file)
        #expect(configuration.files == [file])
        #expect(configuration.rulesVersion == 1)
        #expect(configuration.profile == .kubernetes)
        #expect(configuration.failOn == .at(.medium))
        #expect(configuration.base == .ignore)
        #expect(configuration.baseline == folder.file("accepted.json"))
        #expect(
            configuration.rules == [
                "missing-healthcheck": RuleSetting(isOff: true),
                "package-cache": RuleSetting(isOff: false, severity: .low),
                "root-user": RuleSetting(isOff: false),
                "build-tool": RuleSetting(isOff: false, severity: .critical, allow: ["git", "/usr/bin/make"]),
            ])
        #expect(
            configuration.ignores == [
                IgnoreEntry(
                    rule: "secret", path: PathGlob("/app/test/**"), reason: "fake keys",
                    expires: CalendarDay("2027-06-30"), place: "\(file):14"),
                IgnoreEntry(kind: "gcc", reason: "we compile at run time", place: "\(file):15"),
            ])
        var budgets = Budgets(
            image: 250_000_000, live: 240_000_000, layer: 1_610_612_736,
            growth: Growth(bytes: 10_000_000, percent: 5))
        budgets.set(path: "/app/node_modules/**", limit: 80_000_000)
        budgets.set(path: "*.map", limit: 4_096)
        budgets.set(package: "curl", limit: 5_000_000)
        #expect(configuration.budgets == budgets)
        #expect(
            configuration.growthAccepted
                == GrowthAccepted(to: 300_000_000, reason: "ML model", expires: CalendarDay("2027-03-01")))
        #expect(configuration.secretRules == [folder.file("company.toml"), "/etc/more.toml"])
        #expect(configuration.fingerprintKey == .text("0123456789abcdef"))
        #expect(configuration.limits.layerBytes == 8 << 30)
        #expect(configuration.limits.entries == 1_000)
        #expect(configuration.limits.ratio == 200)
        #expect(configuration.limits.documentBytes == 1 << 20)
    }

    @Test func `The other spellings`() throws {
        #expect(try load("budgets: {growth: 5%}").budgets.growth == Growth(percent: 5))
        #expect(try load("budgets: {growth: 7MB}").budgets.growth == Growth(bytes: 7_000_000))
        #expect(try load("budgets: {growth: {percent: 2.5%}}").budgets.growth == Growth(percent: 2.5))
        #expect(try load("fail-on: never").failOn == .never)
        #expect(try load("rules: {secret: false}").rules["secret"]?.isOff == true)
        #expect(try load("rules: {secret: \"off\"}").rules["secret"]?.isOff == true)
        #expect(try load("rules: {secret: true}").rules["secret"] == RuleSetting(isOff: false))
        #expect(try load("rules: {secret: {allow: aws-access-key-id}}").rules["secret"]?.allow == ["aws-access-key-id"])
        #expect(try load("secrets: {rules: one.toml}").secretRules.count == 1)
        #expect(try load("{\"fail-on\": \"low\"}").failOn == .at(.low))
        #expect(try load("\u{FEFF}fail-on: low").failOn == .at(.low))
        #expect(try load("secrets: {fingerprint-key-file: /k}").fingerprintKey == .file("/k"))
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "~\n", "rules:\nbudgets: null\nignore: ~\nextends:\n"])
    func `Nothing said is nothing set`(text: String) throws {
        var configuration = try load(text)
        configuration.files = []
        #expect(configuration == Configuration())
    }
}
