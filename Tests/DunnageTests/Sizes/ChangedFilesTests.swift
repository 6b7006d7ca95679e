// SPDX-License-Identifier: Apache-2.0
import Digests
import Dunnage
import Foundation
import LayerTree
import TestSupport
import Testing

/// Files that were changed since their package brought them.
@Suite struct ChangedFilesTests {
    private static func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }
    private static func hashes(_ bytes: [UInt8]) -> RecordedHashes { bytes.withUnsafeBytes { RecordedHashes($0) } }

    private static func open(_ image: ImageBuilder, maps: Bool, recordsHashes: Bool = true) throws -> AnalysedImage {
        let folder = try TemporaryDirectory()
        let path = try folder.write("image.tar", image.archive(.docker25))
        var options = AnalysisOptions()
        options.maps = maps
        return try #require(
            try Analyzer(options: options).images(of: .path(path), recordsHashes: recordsHashes).images.first)
    }

    private static func changed(_ image: AnalysedImage, _ path: String) throws -> Bool? {
        let id = try #require(image.tree.find(path))
        return image.isChanged(try #require(image.tree.inode(at: id)))
    }

    @Test(arguments: [true, false]) func dpkgRecordsMD5(maps: Bool) throws {
        let same = [UInt8](repeating: 1, count: 17 << 20)
        let sketch = DebianSketch(
            packages: [
                .init(
                    name: "tool",
                    files: [
                        ("/usr/bin/same", same), ("/usr/bin/other", Array("now".utf8)),
                        ("/usr/bin/later", Array("first".utf8)), ("/usr/bin/unrecorded", [1]),
                    ],
                    sums: [
                        ("usr/bin/same", ChangedFilesTests.hex(ChangedFilesTests.hashes(same).md5)),
                        ("usr/bin/other", ChangedFilesTests.hex(ChangedFilesTests.hashes(Array("then".utf8)).md5)),
                        ("usr/bin/later", ChangedFilesTests.hex(ChangedFilesTests.hashes(Array("first".utf8)).md5)),
                    ])
            ], app: [("/usr/bin/later", Array("patched".utf8))])
        let image = try ChangedFilesTests.open(sketch.image(), maps: maps)
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/same") == false)
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/other") == true)
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/later") == true, "a later layer replaced it")
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/unrecorded") == nil)
        var query = FileQuery()
        query.view = .flat
        query.changedOnly = true
        let rows = image.files(query).rows
        #expect(Set(rows.map { String(decoding: $0.path, as: UTF8.self) }) == ["/usr/bin/other", "/usr/bin/later"])
        #expect(rows.allSatisfy { $0.changed == true && $0.package == "tool" })
        let why = image.why("tool")
        #expect(why.packages.first?.changedCount == 2)
        #expect(WhyText.text(of: why).contains("2 files changed since: /usr/bin/other, /usr/bin/later"))
        #expect(image.why("/usr/bin/other").place?.changed == true)
        #expect(WhyText.text(of: image.why("/usr/bin/same")).contains("as its package brought it"))
    }

    @Test func apkRecordsSHA1() throws {
        let sums = ["one", "two"].map { Data(ChangedFilesTests.hashes(Array($0.utf8)).sha1).base64EncodedString() }
        let database =
            "P:tool\nV:1\nA:x86_64\nF:usr/bin\nR:one\nZ:Q1\(sums[0])\nR:two\nZ:Q1\(sums[1])\n\n"
        var builder = ImageBuilder("localhost/apk:latest")
        builder.layer("ADD rootfs.tar /") { layer in
            layer.file("/lib/apk/db/installed", database).file("/usr/bin/one", "one").file("/usr/bin/two", "2")
        }
        let image = try ChangedFilesTests.open(builder, maps: true)
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/one") == false)
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/two") == true)
    }

    @Test func pythonRecordsSHA256() throws {
        func record(_ text: String) -> String {
            Data(ChangedFilesTests.hashes(Array(text.utf8)).sha256).base64EncodedString()
                .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
                .replacingOccurrences(of: "=", with: "")
        }
        let lines =
            "x/a.py,sha256=\(record("a")),1\nx/b.py,sha256=\(record("b")),1\nx/a.pyc,,\nx-1.dist-info/METADATA,,\n"
            + "x-1.dist-info/RECORD,,\n"
        var builder = ImageBuilder("localhost/python:latest")
        builder.layer("RUN pip install x") { layer in
            layer.file("/lib/x-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: x\nVersion: 1\n")
                .file("/lib/x-1.dist-info/RECORD", lines).file("/lib/x/a.py", "a").file("/lib/x/b.py", "changed")
                .file("/lib/x/a.pyc", "")
        }
        let image = try ChangedFilesTests.open(builder, maps: true)
        #expect(try ChangedFilesTests.changed(image, "/lib/x/a.py") == false)
        #expect(try ChangedFilesTests.changed(image, "/lib/x/b.py") == true)
        #expect(try ChangedFilesTests.changed(image, "/lib/x/a.pyc") == nil)
    }

    /// rpm itself wrote this database.
    @Test func rpmRecordsSHA256() throws {
        var options = AnalysisOptions()
        options.maps = true
        let path = BuiltBinary.testImage("known-rpm.oci-archive.tar")
        let image = try #require(
            try Analyzer(options: options).images(of: .path(path), recordsHashes: true).images.first)
        var query = FileQuery()
        query.view = .flat
        let rows = image.files(query).rows.filter { $0.kind == .file && $0.package != nil }
        #expect(rows.contains { $0.changed == false })
        #expect(!rows.contains { $0.changed == true })
    }

    /// rpm 4.18 wrote the databases; the layers above change what its packages brought. From bytes to the finding.
    @Test(arguments: [
        ("rpmdb.sqlite", "/var/lib/rpm/rpmdb.sqlite"), ("Packages.db", "/usr/lib/sysimage/rpm/Packages.db"),
        ("Packages", "/var/lib/rpm/Packages"),
    ])
    func rpmNamesWhatChangedSince(fixture: String, path: String) throws {
        let folder = #filePath.components(separatedBy: "Tests/DunnageTests")[0]
        let database = try #require(
            FileManager.default.contents(atPath: folder + "Tests/PackageDatabasesTests/Fixtures/" + fixture))
        func image(tool: String, patched: Bool) -> ImageBuilder {
            var builder = ImageBuilder("localhost/rpm:1")
            builder.layer("ADD rootfs.tar /") { layer in
                layer.file(path, bytes: Array(database)).file("/usr/share/alpha/hello.txt", "hello\n")
                    .file("/etc/alpha.conf", "changed by hand\n").file("/usr/bin/betatool", tool, mode: 0o4755)
            }
            if patched { builder.layer("RUN patch") { $0.file("/usr/share/alpha/hello.txt", "patched\n") } }
            return builder
        }
        let changed = try ChangedFilesTests.open(image(tool: "other\n", patched: true), maps: true)
        #expect(try ChangedFilesTests.changed(changed, "/usr/share/alpha/hello.txt") == true)
        #expect(try ChangedFilesTests.changed(changed, "/usr/bin/betatool") == true)
        let same = try ChangedFilesTests.open(image(tool: "tool\n", patched: false), maps: true)
        #expect(try ChangedFilesTests.changed(same, "/usr/share/alpha/hello.txt") == false)
        #expect(try ChangedFilesTests.changed(same, "/usr/bin/betatool") == false)
        for (tool, kind) in [("other\n", "changed"), ("tool\n", "packaged")] {
            let folder = try TemporaryDirectory()
            let file = try folder.write("image.tar", image(tool: tool, patched: false).archive(.docker25))
            let report = try Analyzer(options: AnalysisOptions()).analyze([.path(file)]).report
            let findings = report.images[0].findings.filter { $0.rule == "setuid-setgid" }
            #expect(findings.map(\.kind) == [kind], "\(findings.map(\.message))")
        }
    }

    @Test func nothingIsComparedUnlessAsked() throws {
        let sketch = DebianSketch(
            packages: [
                .init(
                    name: "tool", files: [("/usr/bin/x", [1])],
                    sums: [("usr/bin/x", String(repeating: "0", count: 32))])
            ])
        let image = try ChangedFilesTests.open(sketch.image(), maps: true, recordsHashes: false)
        #expect(try ChangedFilesTests.changed(image, "/usr/bin/x") == nil)
    }
}
