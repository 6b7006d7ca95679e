// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONText
import TestSupport
import Testing

/// `files`, `why` and `inspect` as people and programs meet them: the built binary over real archives.
@Suite struct FilesAndWhyTests {
    let binary = BuiltBinary()
    private static let images = URL(fileURLWithPath: BuiltBinary.testImage("")).path

    /// Screens: the name of the golden file, and the words behind `dunnage`.
    static let screens: [(name: String, words: [String])] = [
        ("files.tree", ["files", "bad.docker-archive.tar"]),
        ("files.depth", ["files", "bad.docker-archive.tar", "--depth", "1", "--sort", "path"]),
        ("files.glob", ["files", "bad.docker-archive.tar", "/app/node_modules/*/*.js", "--flat"]),
        ("files.top", ["files", "bad.docker-archive.tar", "--flat", "--top", "5"]),
        ("files.dead", ["files", "known-removed.tar", "--dead", "--flat"]),
        ("files.layer", ["files", "known-chown.tar", "--layer", "0"]),
        ("files.changed", ["files", "known-rpm.oci-archive.tar", "--changed", "--flat"]),
        ("why.package", ["why", "bad.docker-archive.tar", "gcc"]),
        ("why.file", ["why", "bad.docker-archive.tar", "/app/.env"]),
        ("why.directory", ["why", "bad.docker-archive.tar", "/app/node_modules"]),
        ("why.owned", ["why", "known-distroless.tar", "/usr/share/zoneinfo/UTC"]),
        ("inspect", ["inspect", "bad.docker-archive.tar"]),
    ]

    @Test(arguments: screens.map(\.name)) func screen(name: String) throws {
        let words = try #require(FilesAndWhyTests.screens.first { $0.name == name }?.words)
        for columns in [80, 120] {
            let outcome = try binary.run(
                words, environment: ["COLUMNS": "\(columns)"], directory: FilesAndWhyTests.images)
            #expect(outcome.code == 0 && outcome.error.isEmpty, "\(outcome.error)")
            try GoldenTests().compare(outcome.output, "\(name).\(columns).txt")
        }
    }

    @Test(arguments: [
        ["bad.docker-archive.tar"], ["bad.docker-archive.tar", "--flat", "--dead"],
        ["several.docker-archive.tar", "--flat", "--top", "3"], ["known-opaque.tar", "--layer", "0"],
        ["known-rpm.oci-archive.tar", "--changed"], ["known-apk.tar", "/nothing/**"],
    ])
    func filesAsJSONAreWhatTheSchemaSays(words: [String]) throws {
        let outcome = try binary.run(["files"] + words + ["--json"], directory: FilesAndWhyTests.images)
        #expect(outcome.code == 0)
        let document = try JSONReader.parse(Array(outcome.output.utf8))
        #expect(try SchemaValidator(documented: "files").violations(of: document).isEmpty)
        for image in document["images"]?.arrayValue ?? [] {
            let rows = image["rows"]?.arrayValue ?? []
            // A flat list of everything adds up to what the head says.
            guard image["view"]?.stringValue == "flat", image["omitted"]?.int64Value == 0 else { continue }
            #expect(rows.reduce(0) { $0 + ($1["bytes"]?.int64Value ?? 0) } == image["bytes"]?.int64Value)
        }
    }

    @Test(arguments: [
        ["bad.docker-archive.tar", "gcc"], ["bad.docker-archive.tar", "/app"],
        ["bad.docker-archive.tar", "/app/node_modules/jest/index.js"], ["known-rpm.oci-archive.tar", "shop-data"],
    ])
    func whyAsJSONIsWhatTheSchemaSays(words: [String]) throws {
        let outcome = try binary.run(["why"] + words + ["--json"], directory: FilesAndWhyTests.images)
        #expect(outcome.code == 0)
        let document = try JSONReader.parse(Array(outcome.output.utf8))
        #expect(try SchemaValidator(documented: "why").violations(of: document).isEmpty)
        #expect(document["images"]?.arrayValue?.first?["subject"]?.stringValue == words[1])
    }

    /// The same through a pipe: which door an archive comes through shows in no row.
    @Test func aPipeTellsTheSame() throws {
        let path = BuiltBinary.testImage("bad.docker-archive.tar")
        for words in [["files", "IMAGE", "--changed", "--flat", "--json"], ["why", "IMAGE", "gcc", "--json"]] {
            let file = try binary.run(words.map { $0 == "IMAGE" ? path : $0 })
            let pipe = try binary.run(words.map { $0 == "IMAGE" ? "-" : $0 }, input: try FileBytes.read(path))
            #expect(pipe.code == 0)
            #expect(pipe.output == file.output)
        }
    }

    @Test(arguments: [
        (["files"], "image"), (["files", "a", "b", "c"], "One image"), (["files", "x", "--layer", "-1"], "layer"),
        (["files", "x", "--top", "0"], "--top"), (["files", "x", "--flat", "--depth", "1"], "--depth"),
        (["files", "x", "--sort", "name"], "sort"), (["files", "x", "--dead", "--changed"], "--changed"),
        (["files", "absent.tar"], "absent.tar cannot be opened"), (["why", "x"], "package or path"),
        (["why", "absent.tar", "gcc"], "absent.tar cannot be opened"),
        (["files", "known-moved.tar", "--layer", "9"], "last layer is number"),
    ])
    func mistakesAreTwoWithASentence(words: [String], says: String) throws {
        let outcome = try binary.run(words, directory: FilesAndWhyTests.images)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(says), "\(outcome.error)")
    }

    private static func linked(_ folder: borrowing TemporaryDirectory) throws -> String {
        var image = ImageBuilder("app:1")
        image.layer("COPY . /") { layer in
            layer.file("/bin/perl5", "#!perl\n").hardLink("/bin/perl", to: "/bin/perl5")
                .hardLink("/opt/perl", to: "/bin/perl5").hardLink("/opt/old", to: "/bin/perl5")
                .hardLink("/bin/twice", to: "/bin/perl5")
        }
        image.layer("RUN rm -r /opt") { $0.whiteout("/opt").file("/bin/twice", "another\n") }
        return try folder.write("linked.tar", image.archive(.docker25))
    }

    /// A file with several names is one row, under the name that was asked for; the others stand beside it.
    @Test func aFileHasAllItsNames() throws {
        let folder = try TemporaryDirectory()
        let path = try FilesAndWhyTests.linked(folder)
        let all = try binary.run(["files", path, "--flat"])
        #expect(all.output.contains("/bin/perl5  also /bin/perl\n"))
        let asked = try binary.run(["files", path, "/bin/perl", "--flat"])
        #expect(asked.output.contains("/bin/perl  also /bin/perl5\n"))
        let tree = try binary.run(["files", path, "/bin/perl"])
        #expect(tree.output.contains("    perl  also /bin/perl5\n"), "\(tree.output)")
        let json = try JSONReader.parse(Array(try binary.run(["files", path, "/bin/perl", "--json"]).output.utf8))
        #expect(try SchemaValidator(documented: "files").violations(of: json).isEmpty)
        let row = json["images"]?.arrayValue?.first?["rows"]?.arrayValue?.last
        #expect(row?["path"]?.stringValue == "/bin/perl")
        #expect(row?["otherNames"]?.arrayValue?.map(\.stringValue) == ["/bin/perl5"])
        #expect(row?["bytes"]?.int64Value == 7)
    }

    @Test func aHardLinkThatIsGoneHasItsLayer() throws {
        let folder = try TemporaryDirectory()
        let path = try FilesAndWhyTests.linked(folder)
        let gone = try binary.run(["why", path, "/opt/perl"])
        #expect(gone.output.contains("L0  deleted by L1  a hard link, which cost nothing"), "\(gone.output)")
        let replaced = try binary.run(["why", path, "/bin/twice"])
        #expect(replaced.output.contains("L1  live"), "\(replaced.output)")
        let json = try JSONReader.parse(Array(try binary.run(["why", path, "/opt/old", "--json"]).output.utf8))
        #expect(try SchemaValidator(documented: "why").violations(of: json).isEmpty)
        let shares = json["images"]?.arrayValue?.first?["place"]?["shares"]?.arrayValue ?? []
        #expect(shares.map { $0["hardLink"]?.boolValue } == [true])
        #expect(shares.map { $0["removedIn"]?.int64Value } == [1])
    }

    /// A tar knows no encoding: two names that are no UTF-8 stay two, in every format.
    @Test func namesOfOtherEncodingsStayApart() throws {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        image.layer("COPY . /") { layer in
            layer.member(.file("x", bytes: [65])) { $0.name = Array("caf".utf8) + [0xE9] }
                .member(.file("x", bytes: [65])) { $0.name = Array("caf".utf8) + [0xE8] }
        }
        let path = try folder.write("latin.tar", image.archive(.docker25))
        for words in [
            ["files", path, "--json"], ["files", path, "--flat"], ["check", path, "--report", "files-csv"],
            ["check", path, "--report", "files-ndjson"],
        ] {
            let outcome = try binary.run(words)
            #expect(outcome.output.contains("xe9") && outcome.output.contains("xe8"), "\(outcome.output)")
            #expect(!outcome.output.contains("\u{FFFD}"))
        }
    }

    @Test func whatIsNotThereIsOne() throws {
        for subject in ["no-such-package", "/no/such/path"] {
            let text = try binary.run(["why", BuiltBinary.testImage("bad.docker-archive.tar"), subject])
            #expect(text.code == 1 && text.output.isEmpty)
            #expect(text.error.contains("no package and no path is called «\(subject)»"))
            let json = try binary.run(["why", BuiltBinary.testImage("bad.docker-archive.tar"), subject, "--json"])
            #expect(json.code == 1 && json.error.isEmpty)
            #expect(
                try SchemaValidator(documented: "why").violations(of: JSONReader.parse(Array(json.output.utf8))).isEmpty
            )
        }
        let none = try binary.run(["files", BuiltBinary.testImage("known-apk.tar"), "/nothing/*", "--flat"])
        #expect(none.code == 0 && none.output.contains("nothing of that kind"))
    }

    /// Whoever asks for a file is told of a forged archive as whoever has it checked.
    @Test func whatCannotBeVouchedForIsTwo() throws {
        let folder = try TemporaryDirectory()
        var forged = ImageBuilder("app:1")
        forged.layer("COPY a /a # buildkit") { $0.file("/a", "first") }
        forged.lies.configDigest = true
        var large = ImageBuilder("app:1")
        large.layer(tar: LayerBuilder().sparse("/a", size: 1 << 62).sparse("/b", size: 1 << 62).tar())
        for (image, says) in [(forged, "the config is not what its digest promises"), (large, "cannot be, at /b")] {
            let archive = try folder.write("app.tar", image.archive(.ociArchive(.plain)))
            for arguments in [["files", archive], ["why", archive, "/a"], ["check", archive, "--explain", "/a"]] {
                let outcome = try binary.run(arguments)
                #expect(outcome.code == 2, "\(arguments)")
                #expect(outcome.error.contains(says), "\(outcome.error)")
            }
            #expect(try binary.run(["check", archive]).error.contains(says))
        }
    }
}
