// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `--secret-rules` and the archives inside layers, as users meet them.
@Suite struct SecretRulesTests {
    private static let rules = """
        [[rules]]
        id = "acme-token"
        description = "Acme service token"
        regex = '''acme_[a-z0-9]{24}'''
        keywords = ["acme_"]
        """
    private static let token = "acme" + "_" + "k3j9x0q8w7e6r5t4y2u1i0p9"

    private static var archive: [UInt8] {
        var image = ImageBuilder("app:1")
        image.layer("COPY . /app # buildkit") { layer in
            layer.file("/app/app.jar", bytes: ZipBuilder().file("conf/a.properties", "t=\(token)\n").bytes())
                .file("/app/b.txt", "token \(token)\n")
        }
        return image.archive(.docker25)
    }

    @Test func rulesOfOnesOwnFindAndHide() throws {
        let folder = try TemporaryDirectory()
        let archive = try folder.write("app.tar", SecretRulesTests.archive)
        let rules = try folder.write("company.toml", Array(SecretRulesTests.rules.utf8))
        #expect(try !BuiltBinary().run(["check", archive]).output.contains("acme"))
        let outcome = try BuiltBinary().run(["check", archive, "--secret-rules", rules, "--report", "json"])
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("\"kind\": \"acme-token\""))
        #expect(outcome.output.contains("/app/app.jar!/conf/a.properties"))
        #expect(outcome.output.contains("/app/b.txt"))
        #expect(!outcome.output.contains(SecretRulesTests.token))
        let closed = try BuiltBinary().run(
            ["check", archive, "--secret-rules", rules, "--no-nested", "--report", "json"])
        #expect(!closed.output.contains("app.jar!/"))
    }

    /// As gitleaks does it: its own files turn off rules that others do not have.
    @Test func aRuleThatIsNotThereToDisableIsAWarning() throws {
        let folder = try TemporaryDirectory()
        let archive = try folder.write("app.tar", SecretRulesTests.archive)
        let text = "[extend]\ndisabledRules = ['jwt', 'no-such-kind']\n" + SecretRulesTests.rules
        let rules = try folder.write("company.toml", Array(text.utf8))
        let outcome = try BuiltBinary().run(["check", archive, "--secret-rules", rules, "--report", "json"])
        #expect(outcome.code == 1 && outcome.output.contains("acme-token"))
        #expect(
            outcome.output.contains("there is no kind «no-such-kind» to disable") && !outcome.output.contains("jwt"),
            "\(outcome.output)")
    }

    @Test func badRulesAreNamedWithTheirLines() throws {
        let folder = try TemporaryDirectory()
        let archive = try folder.write("app.tar", SecretRulesTests.archive)
        let rules = try folder.write("company.toml", Array("[[rules]]\nid = 'a'\nregex = '''(?=x)'''\n".utf8))
        let outcome = try BuiltBinary().run(["check", archive, "--secret-rules", rules])
        #expect(outcome.code == 2 && outcome.output.isEmpty)
        #expect(outcome.error.contains("company.toml:3: rule «a»: its regex cannot be used"))
        let missing = try BuiltBinary().run(["check", archive, "--secret-rules", folder.file("none.toml")])
        #expect(missing.code == 2 && missing.error.contains("none.toml: cannot be read: No such file"))
    }
}
