// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Sizing
import TestSupport
import Testing

/// What an image has of its limits.
@Suite struct BudgetOutcomeTests {
    private func outcomes(
        _ layers: [LayerSketch], _ arguments: [String], base: Int = 0,
        rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
    ) throws -> [BudgetOutcome] {
        var budgets = Budgets()
        for argument in arguments { try budgets.set(argument) }
        let tree = try ImageTree(layers: layers.map(\.entries))
        return budgets.outcomes(
            tree: tree, packages: PackageSet(tree: tree, rows: rows), baseLayers: base
        ) { ["ADD rootfs", "COPY . /app", "RUN rm"][$0] }
    }

    private let layers = [
        LayerSketch("bin/", "bin/sh 900", "old 50"), LayerSketch("app/a 300", "app/b 100", "app/c=app/a", "big 400"),
        LayerSketch("-big", "x 10"),
    ]

    @Test func `Image, live and layer`() throws {
        let found = try outcomes(layers, ["image=1759B", "live=1360B", "layer=500"], base: 1)
        #expect(
            found == [
                BudgetOutcome(name: "image", limit: 1_759, actual: 1_760, cause: "layer 0: ADD rootfs"),
                BudgetOutcome(name: "live", limit: 1_360, actual: 1_360, cause: "layer 0: ADD rootfs"),
                BudgetOutcome(name: "layer 1", limit: 500, actual: 800, cause: "COPY . /app"),
            ])
        #expect(found.map(\.isKept) == [false, true, false])
        let kept = try outcomes(layers, ["layer=800"], base: 1)
        #expect(kept == [BudgetOutcome(name: "layer", limit: 800, actual: 800, cause: "layer 1: COPY . /app")])
        #expect(kept[0].isKept)
        #expect(try outcomes(layers, ["layer=5B"], base: 0).map(\.name) == ["layer 0", "layer 1", "layer 2"])
        #expect(try outcomes([], ["image=0", "layer=0", "live=0"]).allSatisfy { $0.isKept && $0.cause == nil })
        #expect(try outcomes(layers, ["layer=5B"], base: 99).map(\.actual) == [0])
    }

    @Test func `Paths count live bytes, an inode once, and say when they are about nothing`() throws {
        let found = try outcomes(layers, ["/app/**=399", "/big=1", "path:*=5kB", "/app/c=1", "/none/**=1"])
        #expect(found.map(\.actual) == [400, 0, 1_360, 300, 0])
        #expect(found.map(\.isKept) == [false, true, true, false, true])
        #expect(found.map(\.isAboutSomething) == [true, false, true, true, false])
        #expect(found[0].cause == "2 files; the largest is /app/a from layer 1")
        #expect(found[3].cause == "/app/c from layer 1")
        #expect(found[4].cause == nil)
    }

    @Test func `Packages by name`() throws {
        var layer = LayerSketch("usr/lib/curl.so 700")
        layer.file("var/lib/dpkg/status", 1)
        layer.file("var/lib/dpkg/info/curl.list", 1)
        var rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
        let records = [
            (
                1, "var/lib/dpkg/status",
                "Package: curl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 7\n\n"
            ),
            (2, "var/lib/dpkg/info/curl.list", "/usr/lib/curl.so\n"),
        ]
        for (entry, path, text) in records {
            let kind = try #require(Array(path.utf8).withUnsafeBytes { DatabaseKind.kind(path: $0) })
            let parsed = try Array(text.utf8).withUnsafeBytes {
                try DatabaseRows.parse(kind, path: Array(path.utf8), bytes: $0)
            }
            rows.append((0, Int32(entry), parsed))
        }
        let found = try outcomes([layer], ["package:curl=600", "package:nobody=1"], rows: rows)
        #expect(
            found == [
                BudgetOutcome(name: "package curl", limit: 600, actual: 700, cause: "curl 7 from layer 0"),
                BudgetOutcome(name: "package nobody", limit: 1, actual: 0, isAboutSomething: false),
            ])
    }

    @Test func `Path budgets agree with adding up by hand`() throws {
        var random = SeededGenerator(seed: 11)
        let globs = ["/a/**", "a", "/*/b", "/a/b", "**", "/**/c", "[ab]"]
        for round in 0..<300 {
            let tree = try ImageTree(layers: LayerSketch.randomStack(&random))
            var budgets = Budgets()
            for glob in globs { budgets.set(path: glob, limit: 1) }
            let found = budgets.outcomes(tree: tree, packages: PackageSet(tree: tree, rows: []), baseLayers: 0) { _ in
                nil
            }
            for (glob, outcome) in zip(globs, found) {
                var expected: Int64 = 0
                for index in tree.inodes.indices {
                    let id = InodeID(rawValue: Int32(index))
                    guard tree.entry(of: id).kind == .file else { continue }
                    let names = tree.names(of: id).map { tree.paths.bytes(of: $0) }
                    if names.contains(where: { PathGlob(glob).matches($0) }) { expected += tree.entry(of: id).size }
                }
                #expect(outcome.actual == expected, "round \(round), \(glob)")
            }
        }
    }
}
