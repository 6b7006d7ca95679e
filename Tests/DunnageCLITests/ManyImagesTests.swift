// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// Several archives in one run: directories of them, what they come to, and reports that do not wait for the last.
@Suite struct ManyImagesTests {
    private static func image(_ number: Int) -> ImageBuilder {
        var image = ImageBuilder("app-\(number):1")
        image.layer("ADD rootfs.tar / # buildkit") { $0.file("/base", String(repeating: "b", count: 10_000)) }
        image.layer("COPY app /app # buildkit") {
            $0.file("/app/run", "#!/bin/sh\n" + String(repeating: "a", count: 990 + number), mode: 0o755)
        }
        image.user = "1001"
        return image
    }

    /// Archives of three writers, a layout, and what is neither.
    private static func directory() throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        try folder.write("b.tar", image(1).archive(.docker25))
        try folder.write("a.oci", image(2).archive(.ociArchive(.gzip)))
        try folder.write("c.tar.gz", Codec.gzip.compress(image(3).archive(.podman)))
        try ImageArchive.writeLayout([image(4)], to: folder.file("d"))
        try folder.write("README.md", "# Images\n")
        try folder.write("dump.gz", Codec.gzip.compress(Array("text".utf8)))
        try folder.write(".hidden.tar", image(5).archive(.docker25))
        try folder.write("deeper/e.tar", image(6).archive(.docker25))
        return folder
    }

    private static func check(_ arguments: [String]) throws -> BuiltBinary.Outcome {
        try BuiltBinary().run(["check", "--fail-on", "critical", "--color", "never"] + arguments)
    }

    @Test func `A directory stands for the archives in it`() throws {
        let folder = try ManyImagesTests.directory()
        let outcome = try ManyImagesTests.check([folder.path, "--report", "json"])
        #expect(outcome.code == 0, "\(outcome.error)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let archives = try #require(report["archives"] as? [[String: Any]])
        #expect(archives.map { $0["source"] as? String } == ["a.oci", "b.tar", "c.tar.gz", "d"].map(folder.file))
        let images = try #require(report["images"] as? [[String: Any]])
        #expect(images.map { $0["archive"] as? Int } == [0, 1, 2, 3])
        let warnings = try #require(report["warnings"] as? [[String: Any]])
        #expect(
            warnings.compactMap { $0["message"] as? String }.contains(
                "3 entries are no image archives and passed over: README.md, deeper, dump.gz"))
        let summary = try #require(report["summary"] as? [String: Any])
        #expect(summary["images"] as? Int == 4)
        #expect(summary["layers"] as? Int == 8)
        #expect(summary["uniqueLayers"] as? Int == 5)
        #expect(summary["size"] as? Int == 4 * 11_000 + 1 + 2 + 3 + 4)
        #expect(summary["uniqueSize"] as? Int == 10_000 + 4 * 1_000 + 1 + 2 + 3 + 4)
        #expect(summary["verdicts"] as? [String: Int] == ["pass": 4, "fail": 0, "incomplete": 0])
        // The same as its members by name, with a closing slash too.
        let named = try ManyImagesTests.check(archives.compactMap { $0["source"] as? String } + ["--report", "text"])
        let text = try ManyImagesTests.check([folder.path + "/", "--report", "text"])
        #expect(named.output.contains("4 images  4 pass"))
        #expect(text.output.contains("8 layers, 44.0 kB; each once: 5, 14.0 kB"))
    }

    @Test func `A directory without an archive is what it was`() throws {
        let folder = try TemporaryDirectory()
        try folder.write("README.md", "x")
        let outcome = try ManyImagesTests.check([folder.path])
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("is a directory without index.json or manifest.json"))
    }

    @Test func `One archive of a directory that cannot be read does not hide the others`() throws {
        let folder = try ManyImagesTests.directory()
        try folder.write("aa.tar", TarWriter.bytes([.file("x", "no image")]))
        for arguments in [["-q"], ["--report", "findings-ndjson"], ["--report", "json"]] {
            let outcome = try ManyImagesTests.check([folder.path] + arguments)
            #expect(outcome.code == 2)
            #expect(outcome.error.contains("aa.tar"))
            #expect(!outcome.output.isEmpty)
        }
    }

    /// A save that failed leaves such a file; it must not pass because others do.
    @Test func `What is named as an archive and is none passes nothing`() throws {
        for (name, bytes) in [("zz.tar", []), ("zz.tar.gz", Array("cut".utf8)), ("zz.tar", Array("no tar".utf8))] {
            let folder = try ManyImagesTests.directory()
            try folder.write(name, bytes)
            let outcome = try ManyImagesTests.check([folder.path, "-q"])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains(name), "\(outcome.error)")
        }
        let folder = try ManyImagesTests.directory()
        try FileManager.default.createSymbolicLink(atPath: folder.file("zz.tar"), withDestinationPath: "gone")
        #expect(try ManyImagesTests.check([folder.path, "-q"]).code == 2)
    }

    @Test(arguments: ["findings-ndjson", "files-ndjson"])
    func `Rows that are written as they come are those of the whole report`(format: String) throws {
        let folder = try ManyImagesTests.directory()
        let streamed = try ManyImagesTests.check([folder.path, "--report", format])
        let whole = folder.file("rows")
        _ = try ManyImagesTests.check([folder.path, "--report", "\(format)=\(whole)"])
        #expect(Array(streamed.output.utf8) == (try FileBytes.read(whole)))
        #expect(streamed.output.split(separator: "\n").count > 4)
    }

    @Test func `A line an image, and at the end what they come to`() throws {
        let folder = try ManyImagesTests.directory()
        let lines = try ManyImagesTests.check(["-q", folder.path]).output.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines.prefix(4).allSatisfy { $0.hasPrefix("PASS") })
        #expect(lines[4].hasPrefix("4 images  4 pass"))
        #expect(lines[5].contains("8 layers"))
        // One image needs no sum.
        let one = try ManyImagesTests.check(["-q", folder.file("b.tar")]).output
        #expect(one.split(separator: "\n").count == 1)
    }
}
