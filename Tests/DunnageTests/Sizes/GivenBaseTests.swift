// SPDX-License-Identifier: Apache-2.0
import Dunnage
import TestSupport
import Testing

/// `--base`: how much of an image is the base's, by comparing layers.
@Suite struct GivenBaseTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// Layers with a file each, named after `contents`.
    private static func image(_ name: String, _ contents: [String], architecture: String = "amd64") -> ImageBuilder {
        var image = ImageBuilder(name)
        image.architecture = architecture
        for content in contents {
            image.layer("RUN make \(content) # buildkit") { $0.file("/srv/\(content)", content) }
        }
        image.cmd = .array([.string("/srv/x")])
        return image
    }

    private static let base = image("localhost/base:1", ["a", "b"])
    private static let app = image("localhost/app:latest", ["a", "b", "c", "d"])

    private func report(_ image: ImageBuilder, base: String, maps: Bool = true) throws -> Report {
        let path = try folder.write("app.tar", image.archive(.docker25))
        var options = AnalysisOptions()
        options.base = .path(base)
        options.maps = maps
        return try Analyzer(options: options).analyze([.path(path)]).report
    }

    private func expectWhole(_ report: Report, name: String?, _ comment: Comment? = nil) {
        #expect(report.images.first?.base.layers == 2, comment)
        #expect(report.images.first?.base.how == .given, comment)
        if let name { #expect(report.images.first?.base.name == name, comment) }
        #expect(report.images.first?.layers.map(\.base) == [true, true, false, false], comment)
        #expect(report.warnings.isEmpty, comment)
    }

    @Test(arguments: [ArchiveShape.docker25, .docker24, .dockerLegacy, .ociArchive(.gzip), .crane(.zstd)])
    func anArchiveOfAnyShape(shape: ArchiveShape) throws {
        for codec in [Codec.plain, .zstd] {
            for maps in [true, false] {
                var archive = ImageArchive([GivenBaseTests.base], shape)
                archive.codec = codec
                let path = try folder.write("base.tar", archive.bytes())
                expectWhole(
                    try report(GivenBaseTests.app, base: path, maps: maps), name: "localhost/base:1",
                    "\(shape) \(codec) \(maps)")
            }
        }
    }

    @Test func aListInAnyForm() throws {
        let archive = ImageArchive([GivenBaseTests.base], .docker25)
        let diffIDs = archive.images[0].layers.map(\.diffID.description)
        let quoted = diffIDs.map { "\"\($0)\"" }.joined(separator: ", ")
        let lists = [
            diffIDs.joined(separator: "\n"),
            "# base 1\n\n  \(diffIDs[0])  # rootfs\n\(diffIDs[1])\r\n",
            "[\(quoted)]",
            "{\"architecture\": \"amd64\", \"rootfs\": {\"type\": \"layers\", \"diff_ids\": [\(quoted)]}}",
            "[{\"RepoTags\": [\"localhost/base:1\"], \"RootFS\": {\"Type\": \"layers\", \"Layers\": [\(quoted)]}}]",
        ]
        for list in lists {
            let path = try folder.write("base.txt", Array(list.utf8))
            let name = list.contains("RepoTags") ? "localhost/base:1" : path
            expectWhole(try report(GivenBaseTests.app, base: path), name: name, "\(list)")
        }
    }

    @Test func anotherVersionOfTheBaseIsSaid() throws {
        let newer = GivenBaseTests.image("localhost/base:2", ["a", "b2"])
        let path = try folder.write("base.tar", newer.archive(.docker25))
        let report = try report(GivenBaseTests.app, base: path)
        #expect(report.images.first?.base.layers == 1)
        #expect(report.images.first?.base.how == .given)
        #expect(report.warnings.map(\.code) == ["base-differs"])
        #expect(report.warnings.first?.message.contains("only 1 of 2 layers of localhost/base:2") == true)
    }

    @Test func aForeignBaseFallsBackAndIsSaid() throws {
        let path = try folder.write("base.tar", GivenBaseTests.image("localhost/other:1", ["x"]).archive(.docker25))
        var app = GivenBaseTests.app
        app.labels = [("org.opencontainers.image.base.name", "docker.io/library/debian:12")]
        let report = try report(app, base: path)
        #expect(report.images.first?.base.how == .label)
        #expect(report.warnings.map(\.code) == ["base-differs"])
        #expect(report.warnings.first?.message.contains("no layer of localhost/other:1") == true)
    }

    @Test func ofSeveralImagesThePlatformsOwnOrTheOneThatSharesMost() throws {
        let arm = GivenBaseTests.image("localhost/base:1", ["a", "b", "c"], architecture: "arm64")
        let path = try folder.write(
            "base.tar", ImageArchive([arm, GivenBaseTests.base, GivenBaseTests.image("x:1", ["a"])], .docker25).bytes())
        expectWhole(try report(GivenBaseTests.app, base: path), name: "localhost/base:1")
    }

    @Test func theBaseItselfIsAllBase() throws {
        let path = try folder.write("base.tar", GivenBaseTests.base.archive(.docker25))
        let report = try report(GivenBaseTests.base, base: path)
        #expect(report.images.first?.base.layers == 2)
        #expect(report.images.first?.totals.reclaimable.byDockerfile == 0)
    }

    @Test(arguments: [
        ("sha256:zz\n", "«sha256:zz», which is no digest"), ("[]", "lists no layers"),
        ("{\"a\": 1}", "lists no layers"),
        ("[\"sha256:", "is no JSON document"), ("hello", "is only 5 bytes long"),
    ])
    func whatIsNoBaseIsASentence(text: String, says: String) throws {
        let path = try folder.write("base.txt", Array(text.utf8))
        let error = #expect(throws: ImageError.self) { try report(GivenBaseTests.app, base: path) }
        #expect(error?.description.contains(says) == true, "\(String(describing: error))")
        #expect(error?.source == path)
    }

    @Test func theCommandLineTakesIt() throws {
        let base = try folder.write("base.tar", GivenBaseTests.base.archive(.docker25))
        let app = try folder.write("app.tar", GivenBaseTests.app.archive(.ociArchive(.gzip)))
        let text = try BuiltBinary().run(["check", app, "--base", base, "--fail-on", "never"])
        #expect(text.code == 0)
        #expect(!text.output.contains("base is a guess"))
        let why = try BuiltBinary().run(["why", app, "/srv/b", "--base", base, "--json"])
        #expect(why.output.contains("\"base\": true"))
        #expect(try BuiltBinary().run(["inspect", app, "--base", base]).output.contains("2 layers, by given"))
        #expect(try BuiltBinary().run(["check", app, "--base", "-"]).code == 2)
        let absent = try BuiltBinary().run(["check", app, "--base", folder.file("absent.tar")])
        #expect(absent.code == 2)
        #expect(absent.error.contains("absent.tar cannot be opened"))
    }
}
