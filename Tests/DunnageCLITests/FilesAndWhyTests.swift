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
}
