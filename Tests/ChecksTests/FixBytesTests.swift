// SPDX-License-Identifier: Apache-2.0
import Findings
import LayerTree
import Sizing
import TestSupport
import Testing

@testable import Checks

/// The bytes of the fixes are what the report promises, exactly.
@Suite("Bytes of fixes")
struct FixBytesTests {
    /// Paths that meet every family, beside some that meet none.
    private static let paths = [
        "/usr/bin/gcc", "/usr/bin/git", "/usr/include/stdio.h", "/usr/lib/libc.a", "/usr/local/go/bin/go",
        "/app/src/a.ts", "/app/tsconfig.json", "/app/main.go", "/app/test/a.js", "/app/dist/a.js.map",
        "/app/.git/config", "/app/.git/objects/ab", "/app/Dockerfile", "/app/.vscode/settings.json",
        "/app/node_modules/x/index.js", "/app/node_modules/y/index.js", "/app/.env", "/root/.npm/_cacache/a",
        "/root/.cache/pip/http/b", "/var/lib/apt/lists/c", "/var/log/dpkg.log", "/app/app.log", "/tmp/d",
        "/usr/share/doc/e/changelog", "/usr/share/man/man1/f.1", "/usr/share/locale/de/g.mo", "/app/model.bin",
        "/app/model-copy.bin", "/usr/lib/libx.so", "/app/server", "/root/.bash_history", "/app/a.bak",
    ]

    private static func image(_ random: inout SeededGenerator) -> ExampleImage {
        var image = ExampleImage()
        image.cmd = ["/app/server"]
        let base = Int.random(in: 0...2, using: &random)
        let verbs = ["COPY . /app", "RUN make", "COPY --from=build /x /app", "ADD a.tar /", "RUN npm ci"]
        for layer in 0..<Int.random(in: 1...6, using: &random) {
            var files: [ExampleFile] = []
            for path in paths where Bool.random(using: &random) {
                let size = Int64.random(in: 0...4_000_000, using: &random)
                switch Int.random(in: 0...9, using: &random) {
                case 0 where layer > 0: files.append(.deleted(path))
                // The same content again: a duplicate elsewhere, a copy for owner or mode alone in place.
                case 1: files.append(.file(path, "same", size: 3_000_000, mode: 0o755))
                case 2: files.append(.file(path, "GITLAB_TOKEN=", ExampleSecret.token, "\n"))
                default: files.append(.file(path, path, size: size, mode: Bool.random(using: &random) ? 0o755 : 0o644))
                }
            }
            let verb = verbs.randomElement(using: &random) ?? ""
            image.layers.append(.init(instruction: verb, isBase: layer < base, files: files))
        }
        return image
    }

    @Test("add up to what the Dockerfile gives back, over random images", arguments: 0..<60)
    func random(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        try check(ExampleMaker.facts(FixBytesTests.image(&random)))
    }

    @Test("add up on every example of every rule")
    func examples() throws {
        for test in ExampleTests.cases { try check(ExampleMaker.facts(test.example.image)) }
    }

    private func check(_ image: ImageFacts) throws {
        let plan = FixPlan(RuleRegistry.check(image), image: image)
        let reclaimable = Sizing.Reclaimable(
            tree: image.tree, claims: plan.findings.flatMap(\.claims), baseLayers: image.base.layers)
        let ids = Set(plan.fixes.map(\.id))
        #expect(ids.count == plan.fixes.count)
        for finding in plan.findings { #expect(finding.fix.map(ids.contains) == true, "\(finding.rule)") }
        let byDockerfile = plan.fixes.filter { $0.id != Fix.baseID }.reduce(0) { $0 + $1.bytes }
        #expect(byDockerfile == reclaimable.byDockerfile)
        if let base = plan.fixes.first(where: { $0.id == Fix.baseID }) { #expect(base.bytes == reclaimable.byBase) }
    }
}
