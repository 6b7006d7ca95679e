// SPDX-License-Identifier: Apache-2.0
import ConfigurationFile
import TestSupport
import Testing

/// Every sentence that a wrong configuration can get, with its line.
@Suite struct SentenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var line: Int?
        var says: String
        var testDescription: String { says }

        init(_ text: String, _ line: Int?, _ says: String) {
            self.text = text
            self.line = line
            self.says = says
        }
    }

    private static let cases: [Case] = [
        // Keys
        Case("version: 1\nfail_on: high", 2, "there is no key «fail_on»: did you mean «fail-on»?"),
        Case(
            "zebra: 1", 1,
            "there is no key «zebra»: there are version, rules-version, profile, fail-on, extends, rules, ignore, base, "
                + "baseline, budgets, growth-accepted, secrets, limits"),
        Case("budgets:\n  imgae: 5MB", 2, "there is no key «imgae» under «budgets»: did you mean «image»?"),
        Case(
            "rules:\n  secret: {severty: low}", 2,
            "there is no key «severty» under «secret»: did you mean «severity»?"),
        Case(
            "ignore:\n- {rule: secret, until: x}", 2,
            "there is no key «until» under «ignore»: there are rule, kind, path, reason, expires"),
        Case("fail-on: high\nfail-on: low", 2, "«fail-on» comes twice; the first one is in line 1"),
        Case("rules:\n  secret: off\n  secret: low", 3, "«secret» comes twice; the first one is in line 2"),
        Case("? [a]\n: b", 1, "a key must be a single value"),
        // Shapes
        Case("- a", 1, "a configuration must be a mapping of keys to values, not a list"),
        Case("hello", 1, "a configuration must be a mapping of keys to values, not a single value"),
        Case("rules: [a]", 1, "«rules» must be a mapping of keys to values, not a list"),
        Case("budgets: 250MB", 1, "«budgets» must be a mapping of keys to values, not a single value"),
        Case("ignore: {rule: secret}", 1, "«ignore» must be a list, not a mapping"),
        Case("profile: [base]", 1, "«profile» must be a single value, not a list"),
        Case("extends: [~]", 1, "«extends» must be a single value, not nothing"),
        Case("baseline: \"\"", 1, "«baseline» must not be empty"),
        // Limits and ends that somebody believes to be set.
        Case("budgets:\n  image:", 2, "«image» under «budgets» has no value: give it one, or take the line out"),
        Case("fail-on: ~", 1, "«fail-on» has no value: give it one, or take the line out"),
        Case(
            "ignore:\n- rule: secret\n  reason: x\n  expires:", 4,
            "«expires» under «ignore» has no value: give it one, or take the line out"),
        Case("rules: {secret: }", 1, "«secret» has no value: off, on, a severity or «allow»"),
        // Words
        Case("version: 2", 1, "version 2 of the format is not known here, only 1: a newer dunnage reads it"),
        Case("version: one", 1, "«version» must be a whole number of at least 1, not «one»"),
        Case("rules-version: 99", 1, "rules-version 99 is not known here, only up to 1: a newer dunnage has it"),
        Case("rules-version: 0", 1, "«rules-version» must be a whole number of at least 1, not «0»"),
        Case("fail-on: hihg", 1, "«fail-on» cannot be «hihg»: did you mean «high»?"),
        Case("fail-on: zzzz", 1, "«fail-on» cannot be «zzzz»: expected critical, high, medium, low, info, never"),
        Case("profile: kubernets", 1, "«profile» cannot be «kubernets»: did you mean «kubernetes»?"),
        Case("profile: zoo", 1, "«profile» cannot be «zoo»: expected default, builder, base, kubernetes, compose"),
        Case("base: ignored", 1, "«base» cannot be «ignored»: did you mean «ignore»?"),
        Case("rules: {build-tools: off}", 1, "there is no rule «build-tools»: did you mean «build-tool»?"),
        Case("rules: {zebra: off}", 1, "there is no rule «zebra»: «dunnage rules» lists them"),
        Case("rules: {secret: offf}", 1, "«secret» cannot be «offf»: did you mean «off»?"),
        Case("rules: {secret: {severity: hgih}}", 1, "«severity» cannot be «hgih»: did you mean «high»?"),
        // Ignores
        Case("ignore:\n- rule: secrets\n  reason: x", 2, "there is no rule «secrets»: did you mean «secret»?"),
        Case(
            "ignore:\n- {reason: x}", 2,
            "an ignore needs a «rule», a «kind» or a «path»: this one would hide everything"),
        Case(
            "ignore:\n- {path: \"/**\", reason: x}", 2,
            "an ignore needs a «rule», a «kind» or a «path»: this one would hide everything"),
        Case(
            "ignore: [{path: '**', reason: x}]", 1,
            "an ignore needs a «rule», a «kind» or a «path»: this one would hide everything"),
        Case(
            "ignore: [{path: '**/*', reason: x}]", 1,
            "an ignore needs a «rule», a «kind» or a «path»: this one would hide everything"),
        Case("ignore:\n- {rule: secret}", 2, "an ignore needs a «reason»"),
        Case("ignore:\n- {rule: secret, reason: \"  \"}", 2, "an ignore needs a «reason»"),
        Case(
            "ignore:\n- rule: secret\n  reason: x\n  expires: 30.06.2027", 4,
            "«expires» must be a day such as 2027-06-30, not «30.06.2027»"),
        Case(
            "ignore: [{rule: secret, reason: x, expires: 2027-02-29}]", 1,
            "«expires» must be a day such as 2027-06-30, not «2027-02-29»"),
        // Sizes
        Case(
            "budgets:\n  image: 250M", 2,
            "«image»: there is no unit «M»: did you mean «MB» (10^6 bytes) or «MiB» (2^20)?"),
        Case("budgets: {live: lots}", 1, "«live»: «lots» is no size: expected one such as 250MB or 1.5GiB"),
        Case("budgets: {growth: lots}", 1, "«growth»: «lots» is no size: expected one such as 250MB or 1.5GiB"),
        Case(
            "budgets: {growth: {percent: x}}", 1, "«percent»: «x» is no percentage: expected a number such as 5 or 2.5"),
        Case("budgets: {paths: {\"\": 5MB}}", 1, "a path budget needs a pattern"),
        Case("budgets: {paths: {/a: x}}", 1, "«/a»: «x» is no size: expected one such as 250MB or 1.5GiB"),
        Case("budgets: {packages: {curl: 1Mo}}", 1, "«curl»: there is no unit «Mo»: did you mean «MB»?"),
        Case(
            "growth-accepted: {reason: x}", 1, "«growth-accepted» needs «to»: the size up to which growth is accepted"),
        Case("growth-accepted: {to: 5MB}", 1, "«growth-accepted» needs a «reason»"),
        Case("growth-accepted: {to: 5MB, reason: ' '}", 1, "«growth-accepted» needs a «reason»"),
        Case("limits: {layer-bytes: 0}", 1, "«layer-bytes» must be above zero"),
        Case("limits: {entries: -1}", 1, "«entries» must be a whole number of at least 1, not «-1»"),
        Case("secrets: {fingerprint-key: short}", 1, "«fingerprint-key» must have at least 16 bytes"),
        // YAML
        Case("rules: [", 2, "is not YAML: while parsing a flow node, did not find expected node content"),
        Case("a: b: c", 1, "is not YAML: mapping values are not allowed in this context"),
        Case(
            "a:\n\tb: c", 2,
            "is not YAML: while scanning for the next token, found character that cannot start any token"),
        Case("a: &x 1\nb: *x", 2, "aliases are not read (*x): write it out"),
        Case("profile: !!str base", 1, "tags are not read (tag:yaml.org,2002:str)"),
        Case("--- \nprofile: base\n---\nprofile: base", 3, "only one document, please: a second one begins here"),
        Case("a: \u{1}", nil, "is not YAML: control characters are not allowed at byte 3"),
        Case(String(repeating: "[", count: 10_000), 1, "nested deeper than 32 levels"),
        Case(
            String(repeating: "a: {", count: 1) + String(repeating: "b: {", count: 500), 1,
            "nested deeper than 32 levels"),
        Case(
            "a: [" + String(repeating: "x,", count: 60_000) + "]", 1, "more than 50000 values: this is no configuration"
        ),
        Case(String(repeating: "# long\n", count: 200_000), nil, "has more than 1024 KiB: this is no configuration"),
    ]

    @Test(arguments: cases)
    func `A wrong configuration is told where and what`(_ wrong: Case) throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write("c.yml", Array(wrong.text.utf8))
        #expect(throws: ConfigurationError(file: file, line: wrong.line, what: wrong.says)) {
            try ConfigurationLoader().load(file)
        }
    }

    @Test func `Bytes that are no text, and files that are none`() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write("c.yml", [0x61, 0x3A, 0x20, 0xFF, 0xFE])
        #expect(throws: ConfigurationError(file: file, what: "is not YAML: invalid leading UTF-8 octet at byte 3")) {
            try ConfigurationLoader().load(file)
        }
        #expect(throws: ConfigurationError(file: folder.path, what: "is a directory")) {
            try ConfigurationLoader().load(folder.path)
        }
        let absent = folder.file("absent.yml")
        #expect(throws: ConfigurationError(file: absent, what: "cannot be read: No such file or directory")) {
            try ConfigurationLoader().load(absent)
        }
    }

    @Test func `Aliases that mean a billion values are refused at the first`() throws {
        let folder = try TemporaryDirectory()
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        for level in 1..<12 {
            let alias = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
            text += "a\(level): &a\(level) [\(alias)]\n"
        }
        let file = try folder.write("c.yml", Array(text.utf8))
        #expect(throws: ConfigurationError(file: file, line: 2, what: "aliases are not read (*a0): write it out")) {
            try ConfigurationLoader().load(file)
        }
    }

    @Test func `Random bytes and damaged configurations never crash`() throws {
        let folder = try TemporaryDirectory()
        var generator = SeededGenerator(seed: 7)
        let good = Array("rules:\n  build-tool: {severity: high, allow: [git]}\nbudgets:\n  image: 250MB\n".utf8)
        let alphabet = Array("{}[]:,-*&!|>'\"%@`#?\n \tab01~".utf8)
        for round in 0..<600 {
            var bytes = good
            if round % 2 == 0 {
                for _ in 0..<3 { bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() & 255) }
            } else {
                bytes = (0..<60).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
            }
            let file = try folder.write("c.yml", bytes)
            do {
                _ = try ConfigurationLoader().load(file)
            } catch {
                #expect(!error.what.isEmpty)
            }
        }
    }
}
