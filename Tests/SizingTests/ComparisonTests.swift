// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Testing

@testable import Sizing

@Suite struct ComparisonTests {
    private func compare(
        _ before: [(String, LayerSketch)], _ after: [(String, LayerSketch)], base: Int = 0
    ) throws -> ImageComparison {
        try ImageComparison(
            before: SnapshotSketch.image(before.map { ($0.0, $0.1.entries) }, base: base),
            after: SnapshotSketch.image(after.map { ($0.0, $0.1.entries) }, base: base))
    }

    private func file(_ path: String, _ size: Int64, _ content: UInt64) -> LayerSketch {
        var sketch = LayerSketch()
        sketch.file(path, size, content: content)
        return sketch
    }

    // MARK: Layers

    @Test func `A changed early layer does not make the later ones new`() throws {
        let comparison = try compare(
            [("ADD base", file("a", 10, 1)), ("RUN x", file("b", 20, 2)), ("COPY . /app", file("c", 30, 3))],
            [("ADD base", file("a", 11, 4)), ("RUN x", file("b", 20, 2)), ("COPY . /app", file("c", 31, 5))])
        #expect(comparison.layers.map(\.kind) == [.rebuilt, .same, .rebuilt])
        #expect(comparison.pull.shared == [1])
    }

    @Test func `Layers that came, went, moved and changed their instruction`() throws {
        let comparison = try compare(
            [
                ("RUN a", file("a", 1, 1)), ("RUN b", file("b", 2, 2)), ("COPY c /", file("c", 3, 3)),
                ("ENV", file("d", 4, 4)),
            ],
            [
                ("RUN b", file("b", 2, 2)), ("RUN a", file("a", 1, 1)), ("COPY c d /", file("c", 9, 9)),
                ("ADD e", file("e", 5, 5)),
            ])
        #expect(comparison.layers.count { $0.kind == .same } == 1)
        #expect(comparison.layers.count { $0.kind == .moved } == 1)
        #expect(comparison.layers.contains { $0.kind == .replaced && $0.before == 2 && $0.after == 2 })
        #expect(comparison.layers.contains { $0.kind == .added && $0.after == 3 })
        #expect(comparison.layers.contains { $0.kind == .removed && $0.before == 3 })
    }

    // MARK: Files

    @Test func `Content at another path is moved, not new`() throws {
        let comparison = try compare(
            [("COPY", file("old/data", 5_000, 7))], [("COPY", file("new/data", 5_000, 7))])
        #expect(comparison.fileCounts.counts == [.moved: 1])
        #expect(comparison.files.first?.from == Array("/old/data".utf8))
        #expect(comparison.causes.isEmpty)
    }

    @Test func `A bundle under a new hash is the same bundle`() throws {
        let comparison = try compare(
            [("COPY", file("app/main.3f9c2.js", 5_000, 7))], [("COPY", file("app/main.8d01a.js", 5_400, 8))])
        #expect(comparison.fileCounts.counts == [.renamed: 1])
        let cause = try #require(comparison.causes.first)
        #expect(cause.bytes == 400)
        #expect(cause.change == .changed)
    }

    @Test(arguments: [
        ("/a/main.3f9c2.js", "/a/main.*.js"), ("/a/index-BqO3v9xK.css", "/a/index-*.css"),
        ("/a/index-D_f-x8Z1.js", "/a/index-*.js"), ("/s/chunk-abcdef12.mjs", "/s/chunk-*.mjs"),
        ("/_next/static/Xk29dLqPmN31aZyTr5Wv8/page.js", "/_next/static/*/page.js"),
        ("/a/main.js.3f9c2ab", "/a/main.js.*"),
    ])
    func `Hashes in names`(name: String, masked: String) {
        #expect(HashedName.masked(Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) } == masked)
    }

    @Test(arguments: ["/usr/bin/python3.11", "/app/main.js", "/app/server", "/lib/libssl.so.3", "/app/jquery-ui.css"])
    func `Names without a hash`(name: String) { #expect(HashedName.masked(Array(name.utf8)) == nil) }

    @Test func `Mode and owner alone are metadata, and a secret's file is compared by size`() throws {
        var before = LayerSketch()
        before.file("x", 10, content: 1)
        before.file("secret", 10)
        var after = before
        after = LayerSketch()
        after.file("x", 10, content: 1)
        after.file("secret", 10)
        var entries = after.entries
        entries.entries[0].mode = 0o777
        let comparison = try ImageComparison(
            before: SnapshotSketch.image([("COPY", before.entries)]), after: SnapshotSketch.image([("COPY", entries)]))
        #expect(comparison.fileCounts.counts == [.metadata: 1])
        #expect(comparison.files.first?.attributes == ["mode"])
        #expect(comparison.unhashed == 1)
        #expect(comparison.causes.isEmpty)
    }

    // MARK: Dead bytes

    @Test func `A file that a later layer deletes still ships, and is one cause`() throws {
        let big = file("app/debug/core", 9_000, 1)
        let comparison = try compare(
            [("COPY . /app", big)], [("COPY . /app", big), ("RUN rm -rf /app/debug", LayerSketch("-app/debug"))])
        #expect(comparison.totals.size.delta == 0)
        #expect(comparison.totals.live.delta == -9_000)
        // Nothing shipped more or less, so there is nothing to explain.
        #expect(comparison.causes.isEmpty)
    }

    @Test func `What chown copies is dead below, and says who hides it`() throws {
        let lower = file("app/data", 9_000, 1)
        let comparison = try compare(
            [("COPY . /app", lower)],
            [("COPY . /app", lower), ("RUN chown -R app /app", file("app/data", 9_000, 1))])
        let cause = try #require(comparison.causes.first)
        #expect(comparison.causes.count == 1)
        #expect(cause.kind == .dead)
        #expect(cause.bytes == 9_000)
        #expect(cause.layer == 0)
        #expect(cause.hiddenBy == 1)
        #expect(cause.name == Array("/app/data".utf8))
        #expect(cause.remedy?.contains("--chown") == true)
    }

    // MARK: Base

    @Test func `A base bump is one cause, and no growth of the app`() throws {
        let comparison = try compare(
            [("ADD base", file("lib/a", 1_000, 1)), ("COPY", file("app/x", 10, 2))],
            [("ADD base", file("lib/a", 5_000, 3)), ("COPY", file("app/x", 15, 4))], base: 1)
        #expect(comparison.totals.app.delta == 5)
        #expect(comparison.totals.base.delta == 4_000)
        #expect(comparison.causes.map(\.kind) == [.base, .file])
        #expect(comparison.causes.map(\.bytes) == [4_000, 5])
        #expect(!comparison.isBaseUnchanged)
    }

    @Test func `An image that does not know its base takes the other's word as far as they share layers`() throws {
        let base = file("lib/a", 1_000, 1)
        let before = try SnapshotSketch.image([("ADD base", base.entries), ("COPY", file("x", 1, 1).entries)], base: 1)
        let after = try SnapshotSketch.image([("ADD base", base.entries), ("COPY", file("x", 2, 2).entries)])
        let comparison = ImageComparison(before: before, after: after)
        #expect(comparison.totals.app == SizeChange(1, 2))
        #expect(comparison.isBaseUnchanged)
        let other = try SnapshotSketch.image([("ADD other", file("lib/a", 7_000, 9).entries)])
        #expect(ImageComparison(before: before, after: other).totals.base == SizeChange(0, 0))
    }

    // MARK: Directories

    @Test func `A thousand small files are named by their directory, one large file by itself`() throws {
        var after = LayerSketch()
        for index in 0..<1_000 { after.file("app/modules/x/f\(index)", 100, content: UInt64(index) + 1) }
        after.file("app/big", 60_000, content: 9_999)
        let comparison = try compare([("COPY", LayerSketch("keep 1"))], [("COPY", after)])
        #expect(comparison.causes.first?.name == Array("/app/modules/x".utf8))
        #expect(comparison.causes.first?.kind == .directory)
        #expect(comparison.causes.first?.files == 1_000)
        #expect(comparison.causes.dropFirst().first?.name == Array("/app/big".utf8))
        #expect(comparison.directories.map(\.path).contains(Array("/app".utf8)))
    }

    @Test func `What a COPY is for is nothing to leave out`() throws {
        var after = LayerSketch()
        for index in 0..<9 { after.file("app/f\(index)", 1_000, content: UInt64(index) + 1) }
        let whole = try compare([("COPY . /app", LayerSketch())], [("COPY . /app", after)])
        #expect(whole.causes.first?.name == Array("/app".utf8))
        #expect(whole.causes.first?.remedy == nil)
        let part = try compare([("COPY . /app", LayerSketch())], [("COPY . /app", file("app/debug/x.core", 9_000, 1))])
        #expect(part.causes.first?.remedy == ".dockerignore: debug/x.core")
    }

    /// «COPY . .» says where it leads only with the working directory.
    @Test func `Advice knows the working directory, and leaves what was there before alone`() throws {
        func remedy(_ old: LayerSketch, _ new: LayerSketch, workingDir: String?) throws -> String? {
            let before = try SnapshotSketch.image([("COPY . .", old.entries)])
            var after = try SnapshotSketch.image([("COPY . .", new.entries)])
            after.config.workingDir = workingDir
            return try #require(ImageComparison(before: before, after: after).causes.first).remedy
        }
        let core = file("app/debug/x.core", 9_000, 1)
        #expect(try remedy(LayerSketch(), core, workingDir: "/app") == ".dockerignore: debug/x.core")
        #expect(try remedy(LayerSketch(), core, workingDir: "/app/") == ".dockerignore: debug/x.core")
        #expect(try remedy(LayerSketch(), core, workingDir: nil) == ".dockerignore: **/x.core")
        #expect(try remedy(LayerSketch(), core, workingDir: "/srv") == ".dockerignore: **/x.core")
        var many = LayerSketch()
        for index in 0..<9 { many.file("app/f\(index)", 1_000, content: UInt64(index) + 1) }
        #expect(try remedy(LayerSketch(), many, workingDir: "/app") == nil)
        // The app itself may grow; a dump that grows is still a dump.
        #expect(try remedy(file("app/app.js", 10, 1), file("app/app.js", 9_000, 2), workingDir: "/app") == nil)
        #expect(
            try remedy(file("app/x.core", 10, 1), file("app/x.core", 9_000, 2), workingDir: "/app")
                == ".dockerignore: x.core")
    }

    @Test func `Few deep directories cover nine tenths`() throws {
        var after = LayerSketch()
        after.file("usr/lib/llvm/lib/a", 50_000, content: 1)
        after.file("usr/share/doc/b", 30_000, content: 2)
        after.file("opt/x/y/c", 15_000, content: 3)
        after.file("etc/d", 1_000, content: 4)
        let comparison = try compare([("COPY", LayerSketch("keep 1"))], [("COPY", after)])
        let paths = comparison.directories.map { String(decoding: $0.path, as: UTF8.self) }
        #expect(paths == ["/usr/lib/llvm/lib", "/usr/share/doc", "/opt/x/y"])
        #expect(comparison.directories.reduce(0) { $0 + $1.size.delta } * 10 >= 95_000 * 9)
    }

    // MARK: Packages, settings, findings

    @Test func `What came along belongs to what was asked for`() throws {
        func package(_ name: String, _ requested: Bool, _ needs: [Int]) -> ImageSnapshot.Package {
            ImageSnapshot.Package(
                ecosystem: "deb", name: name, version: "1", layer: 0, requested: requested, needs: needs)
        }
        let packages = [package("curl", true, [1]), package("libcurl4", false, [2]), package("libssl3", false, [])]
        let owned = ["/usr/bin/curl": 0, "/usr/lib/libcurl": 1, "/usr/lib/libssl": 2]
        var sketch = LayerSketch("keep 1")
        sketch.file("usr/bin/curl", 300, content: 1)
        sketch.file("usr/lib/libcurl", 700, content: 2)
        sketch.file("usr/lib/libssl", 5_000, content: 3)
        let comparison = try ImageComparison(
            before: SnapshotSketch.image([("RUN", LayerSketch("keep 1").entries)]),
            after: SnapshotSketch.image([("RUN", sketch.entries)], packages: packages, owner: { owned[$0] }))
        #expect(comparison.causes.count == 1)
        let cause = try #require(comparison.causes.first)
        #expect(cause.name == Array("curl".utf8))
        #expect(cause.bytes == 6_000)
        #expect(cause.others == 2)
        #expect(comparison.packages.map(\.kind) == [.added, .added, .added])
    }

    @Test(arguments: [
        ("1.10", "1.9"), ("2.0", "2.0~rc1"), ("7.88.1-10+deb12u14", "7.88.1-10+deb12u5"), ("1.0a", "1.0"),
        ("1.2.3-r4", "1.2.3-r3"), ("3", "2.99.99"),
    ])
    func `Later versions`(later: String, earlier: String) {
        #expect(VersionOrder.isLater(later, than: earlier))
        #expect(!VersionOrder.isLater(earlier, than: later))
        #expect(!VersionOrder.isLater(later, than: later))
    }

    @Test func `Settings by name, findings by fingerprint`() throws {
        var before = try SnapshotSketch.image([("COPY", LayerSketch("a 1").entries)])
        var after = before
        before.config = ImageSnapshot.Config(env: ["A=1", "B=2"], exposedPorts: ["80/tcp"], labels: ["x": "1"])
        after.config = ImageSnapshot.Config(user: "app", env: ["A=1", "B=3", "C=4"], labels: ["x": "2"])
        func mark(_ print: String) -> ImageSnapshot.FindingMark {
            ImageSnapshot.FindingMark(fingerprint: print, rule: "secret", kind: "k", severity: "high", path: "/x")
        }
        before.findings = [mark("one"), mark("two"), mark("two")]
        after.findings = [mark("two"), mark("three")]
        let comparison = ImageComparison(before: before, after: after)
        #expect(comparison.config.map(\.field) == ["User", "ExposedPorts", "Env[B]", "Env[C]", "Labels[x]"])
        #expect(comparison.findings.new.map(\.fingerprint) == ["three"])
        #expect(comparison.findings.fixed.map(\.fingerprint) == ["one", "two"])
        #expect(comparison.findings.kept == 1)
        #expect(!comparison.isSame)
    }

    /// Sizes that fill 63 bits on both sides must not trap.
    @Test func `Sizes at the limit`() throws {
        let huge = Int64.max
        let comparison = try compare([("COPY", file("a", huge, 1))], [("COPY", file("b", huge, 2))])
        #expect(comparison.totals.size.delta == 0)
        #expect(comparison.causes.reduce(Int64(0)) { $0 &+ $1.bytes } == 0)
    }
}
