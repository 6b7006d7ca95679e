// SPDX-License-Identifier: Apache-2.0
import Checks
import ConfigurationFile
import Findings
import Glibc
import Sizing
import TestSupport
import Testing

/// Finding the file, and files that extend one another.
@Suite struct LoaderTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ name: String, _ text: String) throws -> String { try folder.write(name, Array(text.utf8)) }

    @Test func `The nearest file up to the repository's root is the one`() throws {
        _ = try write("outside/.dunnage.yml", "")
        _ = try write("outside/repository/.git/HEAD", "")
        _ = try write("outside/repository/a/b/x", "")
        let inner = folder.file("outside/repository/a/b")
        #expect(try ConfigurationLoader().discover(from: inner) == nil)
        _ = try write("outside/repository/.dunnage.yaml", "")
        #expect(try ConfigurationLoader().discover(from: inner) == inner + "/../../.dunnage.yaml")
        _ = try write("outside/repository/a/.dunnage.yml", "")
        #expect(try ConfigurationLoader().discover(from: inner) == inner + "/../.dunnage.yml")
        _ = try write("outside/repository/a/b/.dunnage.yml", "")
        #expect(try ConfigurationLoader().discover(from: inner) == inner + "/.dunnage.yml")
    }

    @Test func `Outside a repository only the directory itself counts`() throws {
        _ = try write("a/.dunnage.yml", "")
        _ = try write("a/b/x", "")
        #expect(try ConfigurationLoader().discover(from: folder.file("a")) == folder.file("a/.dunnage.yml"))
        #expect(try ConfigurationLoader().discover(from: folder.file("a/b")) == nil)
    }

    @Test func `Two spellings side by side are an error`() throws {
        let first = try write(".dunnage.yml", "")
        let second = try write(".dunnage.yaml", "")
        #expect(throws: ConfigurationError(file: first, what: "stands beside \(second): only one of them, please")) {
            try ConfigurationLoader().discover(from: folder.path)
        }
    }

    @Test func `A link that leads nowhere is a configuration that cannot be read`() throws {
        let file = folder.path + "/.dunnage.yml"
        #expect(symlink("nowhere", file) == 0)
        let found = try #require(try ConfigurationLoader().discover(from: folder.path))
        #expect(throws: ConfigurationError(file: file, what: "cannot be read: No such file or directory")) {
            try ConfigurationLoader().load(found, isNamed: false)
        }
    }

    @Test func `What extends wins, lists add`() throws {
        let base = try write(
            "org/base.yml",
            """
            fail-on: low
            profile: base
            rules:
              build-tool: {severity: low, allow: [git]}
              secret: off
              root-user: off
            ignore: [{rule: secret, reason: theirs}]
            budgets: {image: 1GB, live: 1GB, growth: {bytes: 1MB}, paths: {/a: 1MB}}
            secrets: {rules: [org.toml]}
            """)
        let file = try write(
            "app/.dunnage.yml",
            """
            fail-on: critical
            rules:
              build-tool: {allow: [make, git]}
              secret: on
              root-user: {severity: medium}
            ignore: [{rule: root-user, reason: ours}]
            budgets: {image: 2GB, growth: {percent: 5}, paths: {/a: 2MB, /b: 3MB}}
            secrets: {rules: [own.toml]}
            extends: ../org/base.yml
            """)
        let configuration = try ConfigurationLoader().load(file)
        #expect(configuration.files == [file, folder.file("app/../org/base.yml")])
        #expect(configuration.failOn == .at(.critical))
        #expect(configuration.profile == .base)
        #expect(configuration.rules["build-tool"] == RuleSetting(isOff: false, severity: .low, allow: ["git", "make"]))
        #expect(configuration.rules["secret"] == RuleSetting(isOff: false))
        #expect(configuration.rules["root-user"] == RuleSetting(isOff: false, severity: .medium))
        #expect(configuration.ignores.map(\.reason) == ["theirs", "ours"])
        #expect(configuration.budgets.image == 2_000_000_000)
        #expect(configuration.budgets.live == 1_000_000_000)
        #expect(configuration.budgets.growth == Growth(bytes: 1_000_000, percent: 5))
        #expect(configuration.budgets.paths.map(\.limit) == [2_000_000, 3_000_000])
        #expect(configuration.secretRules == [folder.file("app/../org/org.toml"), folder.file("app/own.toml")])
        #expect(base == folder.file("org/base.yml"))
    }

    @Test func `A file that two others extend counts once`() throws {
        _ = try write("common.yml", "ignore: [{rule: secret, reason: common}]")
        _ = try write("a.yml", "extends: common.yml\nfail-on: low")
        _ = try write("b.yml", "extends: common.yml\nfail-on: high")
        let configuration = try ConfigurationLoader().load(write("top.yml", "extends: [a.yml, b.yml]"))
        #expect(configuration.ignores.count == 1)
        #expect(configuration.failOn == .at(.high))
    }

    @Test func `Circles, absent files, chains and pipes are refused`() throws {
        let a = try write("a.yml", "extends: b.yml")
        let b = try write("b.yml", "\nextends: ./a.yml")
        let circle = [a, b, folder.file("./a.yml")].joined(separator: " → ")
        #expect(throws: ConfigurationError(file: b, line: 2, what: "extends itself: \(circle)")) {
            try ConfigurationLoader().load(a)
        }
        let lonely = try write("lonely.yml", "extends: nobody.yml")
        let absent = folder.file("nobody.yml")
        #expect(
            throws: ConfigurationError(
                file: lonely, line: 1, what: "extends «nobody.yml», which is not there (\(absent))")
        ) {
            try ConfigurationLoader().load(lonely)
        }
        for number in 0..<20 { _ = try write("chain\(number).yml", "extends: chain\(number + 1).yml") }
        let last = folder.file("chain15.yml")
        #expect(throws: ConfigurationError(file: last, line: 1, what: "more than 16 files extend one another")) {
            try ConfigurationLoader().load(folder.file("chain0.yml"))
        }
        let device = try write("device.yml", "extends: /dev/null")
        #expect(throws: ConfigurationError(file: "/dev/null", what: "is no regular file")) {
            try ConfigurationLoader().load(device)
        }
        #expect(try ConfigurationLoader().load("/dev/null").failOn == nil)
    }

    @Test func `An error in what is extended names that file`() throws {
        let base = try write("base.yml", "profil: base")
        let file = try write("c.yml", "extends: base.yml")
        #expect(
            throws: ConfigurationError(file: base, line: 1, what: "there is no key «profil»: did you mean «profile»?")
        ) {
            try ConfigurationLoader().load(file)
        }
    }
}
