// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// Runtimes and the places they write: what of them is never worth a gate.
@Suite("Runtimes stay quiet")
struct QuietRuntimeTests {
    private func severities(_ example: ExampleImage, _ rule: String) throws -> [Severity] {
        RuleRegistry.check(try ExampleMaker.facts(example), with: rule).map(\.severity)
    }

    @Test(
        "a runtime's own package manager: info from the base, low from an app layer",
        arguments: ["npm", "npx", "yarn", "corepack", "pip3", "gem", "bundle", "composer"])
    func packageManagers(_ name: String) throws {
        let program = ExampleFile.program("/usr/local/bin/" + name)
        #expect(try severities(ExampleImage.app().on(base: program), "package-manager") == [.info])
        #expect(try severities(ExampleImage.app().running("install", program), "package-manager") == [.low])
        #expect(try severities(ExampleImage.app().on(base: program), "build-tool").isEmpty)
        #expect(try severities(ExampleImage.app().running("install", program), "build-tool").isEmpty)
    }

    @Test("php-fpm with the compilers of its base: medium, once, naming base and slimmer tag")
    func phpWithCompilers() throws {
        let image = ExampleImage().copying([.file("/var/www/html/index.php", "<?php")]).on(base: [
            .program("/usr/local/sbin/php-fpm"), .program("/usr/local/bin/phpize"),
            .program("/usr/local/bin/php-config"),
            .program("/usr/bin/gcc", size: 30_000_000), .program("/usr/bin/make"), .program("/usr/bin/re2c"),
            .program("/usr/bin/autoconf"), .file("/usr/local/include/php/main/php.h", "x", size: 2_000_000),
        ]).with {
            $0.cmd = ["php-fpm"]
            $0.baseName = "php:8.3-fpm"
        }
        let findings = RuleRegistry.check(try ExampleMaker.facts(image), with: "build-tool").filter {
            $0.severity > .info
        }
        #expect(findings.map(\.severity) == [.medium] && findings.map(\.kind) == ["gcc"])
        #expect(findings.first?.message.contains("php:8.3-fpm") == true)
        #expect(findings.first?.remedy.contains("slim") == true)
    }

    @Test(
        "what every user may write and may: sticky, a volume's, temporary",
        arguments: ["/tmp", "/var/tmp", "/run/mysqld", "/var/run/mysqld", "/dev/shm", "/var/lib/mysql"])
    func writablePlaces(_ path: String) throws {
        let image = ExampleImage.app(.directory(path, mode: 0o777)).with { $0.volumes = ["/var/lib/mysql"] }
        #expect(try severities(image, "world-writable").isEmpty)
        #expect(try severities(.app(.directory("/srv/data", mode: 0o1777)), "world-writable").isEmpty)
        #expect(try !severities(.app(.directory("/srv/data", mode: 0o777)), "world-writable").isEmpty)
    }

    @Test("a number without an entry in passwd is a user like any other")
    func numericUser() throws {
        for rule in ["root-user", "non-numeric-user"] {
            #expect(try severities(.app(user: "65532:65532"), rule).isEmpty)
        }
    }
}
