// SPDX-License-Identifier: Apache-2.0
import Findings
import Foundation
import Testing

@testable import Checks

@Suite("Fixes and policy")
struct FixPlanTests {
    /// A badly built image: cache, deleted bytes, compiler, secret, root.
    static let bad = ExampleImage.app(
        .file("/app/.env", "GITLAB_TOKEN=", ExampleSecret.token, "\n"), .file("/app/.git/HEAD", "ref"), user: ""
    )
    .running("apt-get update", .file("/var/lib/apt/lists/deb_Packages", size: 4_000_000))
    .running("apt-get install gcc", .program("/usr/bin/gcc", size: 12_000_000))
    .running("fetch", .file("/opt/big", size: 3_000_000))
    .running("rm /opt/big", .deleted("/opt/big"))

    @Test("every finding belongs to one fix, and every byte to one")
    func adds() throws {
        let image = try ExampleMaker.facts(FixPlanTests.bad)
        let plan = FixPlan(RuleRegistry.check(image), image: image)
        let ids = Set(plan.fixes.map(\.id))
        #expect(ids.count == plan.fixes.count)
        for finding in plan.findings { #expect(finding.fix.map(ids.contains) == true, "\(finding.rule)") }
        var claimed: Set<Int32> = []
        for finding in plan.findings { claimed.formUnion(finding.claims.map(\.inode)) }
        let bytes = claimed.reduce(Int64(0)) { $0 + image.tree.size(of: .init(rawValue: $1)) }
        #expect(plan.fixes.reduce(0) { $0 + $1.bytes } == bytes)
        #expect(bytes > 19_000_000 && bytes <= image.size)
        // Nothing that starts is wrong here, so the order is that of bytes.
        #expect(plan.fixes.map(\.bytes) == plan.fixes.map(\.bytes).sorted(by: >))
        for fix in plan.fixes { #expect(!fix.title.isEmpty && !fix.remedy.isEmpty, "\(fix.id)") }
    }

    @Test("what starts is told once, by the rule that knows all of it")
    func startIsToldOnce() throws {
        let example = ExampleImage.app(
            .file(
                "/app/package.json",
                #"{"name":"a","scripts":{"dev":"nodemon --exec ts-node src/server.ts"},"devDependencies":{"nodemon":"3"}}"#
            ),
            .file("/app/node_modules/nodemon/package.json", #"{"name":"nodemon","version":"3.0.0"}"#),
            .program("/usr/local/bin/npm"), cmd: ["npm", "run", "dev"], env: ["NODE_ENV=development"])
        let image = try ExampleMaker.facts(example)
        let plan = FixPlan(RuleRegistry.check(image), image: image)
        let members = plan.findings.filter { $0.fix == "start-command" }
        #expect(
            Set(members.map { $0.rule + "/" + $0.kind }).isSuperset(of: [
                "dev-dependency/start-command", "dev-mode/server",
            ]))
        let title = try #require(plan.fixes.first { $0.id == "start-command" }?.title)
        #expect(
            title == "starts nodemon and ts-node, which only development needs and NODE_ENV=development", "\(title)")
    }

    @Test("no title says one thing twice")
    func titles() throws {
        for test in ExampleTests.cases {
            let image = try ExampleMaker.facts(test.example.image)
            for fix in FixPlan(RuleRegistry.check(image), image: image).fixes {
                let clauses = fix.title.components(separatedBy: "; ")
                #expect(Set(clauses).count == clauses.count, "\(test.example.title): \(fix.title)")
            }
        }
    }

    @Test("a good image has nothing of medium or above")
    func good() throws {
        let image = try ExampleMaker.facts(.app())
        #expect(RuleRegistry.check(image).allSatisfy { $0.severity <= .low })
    }

    @Test("the entry chain is followed to the end")
    func chain() throws {
        let example = ExampleImage.app(
            .file("/app/package.json", #"{"name":"a","scripts":{"dev":"nodemon --exec ts-node src/server.ts"}}"#),
            .script("/usr/local/bin/docker-entrypoint.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n"),
            .program("/bin/sh"), .program("/usr/local/bin/npm"), cmd: ["npm", "run", "dev"]
        ).with { $0.entrypoint = ["docker-entrypoint.sh"] }
        let image = try ExampleMaker.facts(example)
        #expect(image.entry.starts == ["docker-entrypoint.sh", "npm run dev", "nodemon, ts-node src/server.ts"])
        #expect(image.entry.problem == nil)
    }
}
