// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Sizing

/// Which findings are new, and which are gone, place by place.
@Suite struct FindingChangesTests {
    private typealias Mark = ImageSnapshot.FindingMark

    private func mark(
        _ paths: [String], _ recognition: Recognition? = .kindAtPlace, unlisted: Int = 0, all: String? = nil,
        fingerprint: String? = nil
    ) -> ImageSnapshot.FindingMark {
        ImageSnapshot.FindingMark(
            fingerprint: fingerprint ?? paths.first ?? "", rule: "r", kind: "k", severity: "high",
            path: paths.first ?? "", places: paths.count + unlisted, message: "m", recognition: recognition,
            paths: recognition == nil ? [] : paths, placesFingerprint: all)
    }

    private func changes(
        _ before: [ImageSnapshot.FindingMark], _ after: [ImageSnapshot.FindingMark],
        suppressed: [ImageSnapshot.FindingMark] = []
    ) throws -> FindingChanges {
        let image = try SnapshotSketch.image([("COPY", LayerSketch("a 1").entries)])
        var (old, new) = (image, image)
        old.findings = before
        old.suppressed = suppressed
        new.findings = after
        return ImageComparison(before: old, after: new).findings
    }

    @Test(arguments: [["/a", "/k"], ["/k", "/z"]])
    func `One more place is new alone`(paths: [String]) throws {
        let found = try changes([mark(["/k"])], [mark(paths)])
        #expect(found.new.map(\.paths) == [paths.filter { $0 != "/k" }])
        #expect(found.new.map(\.message) == ["m (1 of 2 places new)"])
        #expect(found.new.map(\.places) == [1])
        #expect(found.fixed == [] && found.kept == 1)
        let back = try changes([mark(paths)], [mark(["/k"])])
        #expect(back.new == [] && back.kept == 1)
        #expect(back.fixed.map(\.message) == ["m (1 of 2 places gone)"])
    }

    @Test func `One that goes makes the others no news`() throws {
        let found = try changes([mark(["/a", "/b", "/c"])], [mark(["/b", "/c"])])
        #expect(found.new == [] && found.kept == 1)
        #expect(found.fixed.map(\.paths) == [["/a"]])
    }

    @Test func `What is excepted in one place is new in another one`() throws {
        let (here, there) = (
            mark(["/a"], .fingerprintAtPlace, fingerprint: "f"), mark(["/b"], .fingerprintAtPlace, fingerprint: "f")
        )
        #expect(try changes([], [there], suppressed: [here]).new == [there])
        #expect(try changes([], [here], suppressed: [here]).new == [])
        let both = mark(["/a", "/b"], .fingerprintAtPlace, fingerprint: "f")
        #expect(try changes([], [both], suppressed: [here]).new.map(\.paths) == [["/b"]])
        // Another value in the same place.
        let other = mark(["/a"], .fingerprintAtPlace, fingerprint: "g")
        #expect(try changes([here], [other]).new == [other])
    }

    @Test func `A hash in a name makes no new place, unless somebody excepted the old one`() throws {
        func bundle(_ hash: String) -> ImageSnapshot.FindingMark {
            mark(["/app/main.\(hash).js"], .fingerprintAtPlace, fingerprint: "f")
        }
        let moved = try changes([bundle("3f9c21")], [bundle("8d01a4")])
        #expect(moved.new == [] && moved.fixed == [])
        #expect(try changes([], [bundle("8d01a4")], suppressed: [bundle("3f9c21")]).new.count == 1)
    }

    @Test func `History entries move`() throws {
        let (before, after) = (
            mark(["history:4"], .fingerprintAtPlace, fingerprint: "f"),
            mark(["history:5", "history:6"], .fingerprintAtPlace, fingerprint: "f")
        )
        let found = try changes([before], [after])
        #expect(found.new == [] && found.fixed == [])
    }

    @Test func `Places that nobody listed are known only where all are the same`() throws {
        let before = mark(["/a", "/b"], unlisted: 5, all: "seven")
        #expect(try changes([before], [before]).new == [])
        let other = mark(["/a", "/b"], unlisted: 5, all: "others")
        #expect(try changes([before], [other]).new.map(\.places) == [5])
        #expect(try changes([before], [mark(["/a", "/b"], unlisted: 5)]).new.map(\.places) == [5])
        #expect(try changes([before], [mark(["/a", "/c"], unlisted: 5, all: "x")]).new.map(\.paths) == [["/c"]])
        // What is no more listed may be there.
        #expect(try changes([before], [mark(["/b", "/c"], unlisted: 5, all: "x")]).fixed == [])
    }

    @Test func `Marks of an earlier version tell one place and a number`() throws {
        let single = mark(["/a"], nil)
        #expect(try changes([single], [mark(["/a"])]).new == [])
        #expect(try changes([single], [mark(["/a", "/b"])]).new.map(\.paths) == [["/b"]])
        let found = try changes([single], [mark(["/0", "/a"])])
        #expect(found.new.map(\.paths) == [["/0"]])
        #expect(found.fixed == [])
        let several = mark(["/a", "/b"], nil)
        #expect(try changes([several], [mark(["/a", "/c"])]).new == [])
        #expect(try changes([several], [mark(["/a", "/b", "/c"])]).new.count == 1)
        #expect(try changes([several], [mark(["/a"])]).fixed == [])
    }

    @Test func `A snapshot's file tells the places`() throws {
        var image = try SnapshotSketch.image([("COPY", LayerSketch("a 1").entries)])
        image.findings = [
            mark(["/a", "/b"], unlisted: 5, all: "seven"), mark(["/c"], .fingerprint), mark(["/d"], nil),
        ]
        let read = try image.document().withUnsafeBytes { try ImageSnapshot(document: $0) }
        var expected = image.findings
        expected[1].paths = image.findings[1].paths
        #expect(read.findings == expected)
    }

    @Test func `A dump is called one where a finding says so, not for its name`() throws {
        func note(_ rule: String?) throws -> Cause? {
            var core = LayerSketch()
            core.file("app/x.core", 9_000, content: 1)
            let before = try SnapshotSketch.image([("COPY . /app", LayerSketch("b 1").entries)])
            var after = try SnapshotSketch.image([("COPY . /app", core.entries)])
            if let rule {
                after.findings = [
                    Mark(
                        fingerprint: "f", rule: rule, kind: "core-dump", severity: "high", path: "/app/x.core",
                        recognition: .kindAtPlace, paths: ["/app/x.core"])
                ]
            }
            return ImageComparison(before: before, after: after).causes.first { $0.name == Array("/app/x.core".utf8) }
        }
        #expect(try note(nil)?.note == nil)
        #expect(try note("log-file")?.note == nil)
        #expect(try note("leftover-dump")?.note == "core dump")
        #expect(try note(nil)?.remedy == ".dockerignore: x.core")
    }

    @Test func `What a deleted secret's file shows again did not stop shipping`() throws {
        let key = LayerSketch("app/key 400")
        let before = try SnapshotSketch.image([
            ("COPY . /app", key.entries), ("RUN rm /app/key", LayerSketch("-app/key").entries),
        ])
        let after = try SnapshotSketch.image([("COPY . /app", key.entries)])
        let comparison = ImageComparison(before: before, after: after)
        #expect(comparison.totals.size.delta == 0)
        #expect(comparison.causes == [])
    }
}
