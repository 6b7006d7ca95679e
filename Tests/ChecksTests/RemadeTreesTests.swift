// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

@Suite("Directories that are copied and made anew")
struct RemadeTreesTests {
    @Test("each copy names them from where it lies")
    func copies() throws {
        let modules = "/srv/build/node_modules/"
        let image = ExampleImage.app()
            .copying([.file(modules + "a.js", "one", size: 9_000_000)], "COPY . /")
            .copying([.file(modules + "b.js", "one", size: 9_000_000)], "COPY web /srv/build/")
            .running(
                "npm ci", .file(modules + "a.js", "two", size: 9_000_000),
                .file(modules + "b.js", "two", size: 9_000_000))
        let findings = RuleRegistry.check(try ExampleMaker.facts(image)).filter { $0.kind == "remade" }
        #expect(
            findings.map(\.remedy) == [
                "Add to .dockerignore: srv/build", "Add to .dockerignore: node_modules",
            ])
    }
}
