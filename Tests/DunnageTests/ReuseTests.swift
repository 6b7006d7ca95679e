// SPDX-License-Identifier: Apache-2.0
import Digests
import Dunnage
import Foundation
import TestSupport
import Testing

/// Layers that were scanned before: the reports are the same, byte for byte.
@Suite struct ReuseTests {
    private struct Run {
        var json: [UInt8]
        var problems: [String]
        var reused: Int
        var layers: Int
    }

    private static func run(
        _ sources: [ImageSource], cache: String? = nil, maps: Bool = true, jobs: Int = 2,
        _ change: (inout AnalysisOptions) -> Void = { _ in }
    ) throws -> Run {
        var options = AnalysisOptions()
        options.maps = maps
        options.jobs = jobs
        options.cache = try cache.map {
            try FactDirectory(path: $0, limit: 100 << 20, isShared: true, smallestLayer: 0)
        }
        change(&options)
        let progress = ScanProgress()
        let analysis = try Analyzer(options: options).analyze(sources, progress: progress)
        return Run(
            json: JSONReport.bytes(of: analysis.report), problems: analysis.problems, reused: progress.layersReused,
            layers: progress.layers)
    }

    private static func files(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path)
    }

    private static let names = (try? TestImages.names()) ?? []

    @Test func thereAreArchives() { #expect(ReuseTests.names.count >= 40) }

    @Test(arguments: names) func `A cache changes no byte of a report`(name: String) throws {
        let folder = try TemporaryDirectory()
        let source = ImageSource(BuiltBinary.testImage(name))
        let without = try ReuseTests.run([source])
        let cold = try ReuseTests.run([source], cache: folder.path)
        let kept = try ReuseTests.files(folder.path)
        let warm = try ReuseTests.run([source], cache: folder.path, jobs: 1)
        #expect(cold.json == without.json)
        #expect(warm.json == without.json)
        #expect(warm.problems == without.problems)
        #expect(cold.reused == 0)
        // Every layer whose facts were kept is known now.
        #expect(warm.reused == kept.count)
        #expect(try ReuseTests.files(folder.path).sorted() == kept.sorted())
        // A tar of the last ten years, and a directory, say a digest of every layer, be it by its name.
        if !name.contains(".tar."), !name.contains("docker-1.9") { #expect(!kept.isEmpty) }
        let piped = try ReuseTests.run([source], cache: folder.path, maps: false)
        if !name.hasSuffix("-layout"), !name.hasSuffix("-dir") { #expect(piped.reused == 0) }
        let unverified = try ReuseTests.run([source], cache: folder.path) { $0.verify = false }
        #expect(unverified.reused == 0)
        #expect(unverified.json == (try ReuseTests.run([source]) { $0.verify = false }).json)
    }

    /// A base that every image has, below a layer of its own.
    private static func image(_ number: Int, base: Int = 0) -> ImageBuilder {
        var image = ImageBuilder("app-\(number):1")
        image.layer("ADD rootfs.tar / # buildkit") { layer in
            layer.file("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n").file("/base", "base \(base)")
                .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        }
        image.layer("COPY app /app # buildkit") { $0.file("/app/run", "application \(number)") }
        image.cmd = ["/app/run"]
        return image
    }

    private static let shapes: [ArchiveShape] = [
        .docker25, .docker24, .podman, .containerdStore, .ociArchive(.gzip), .ociArchive(.zstd), .ociArchive(.plain),
        .crane(.gzip), .rulesOCI,
    ]

    @Test(arguments: shapes) func `A layer of several archives is scanned once`(shape: ArchiveShape) throws {
        let folder = try TemporaryDirectory()
        let sources = try (0..<5).map { number in
            ImageSource(
                try folder.write(
                    "\(number).tar", ImageArchive([ReuseTests.image(number, base: number / 3)], shape).bytes()))
        }
        var options = AnalysisOptions()
        options.maps = true
        let progress = ScanProgress()
        let together = try Analyzer(options: options).analyze(sources, progress: progress)
        #expect(together.problems.isEmpty)
        // Five bases, two of them different.
        #expect(progress.layers == 10)
        #expect(progress.layersReused == 3)
        for (number, source) in sources.enumerated() {
            var alone = try Analyzer(options: options).analyze([source]).report
            var same = together.report
            same.archives = [same.archives[number]]
            same.images = [same.images[number]]
            same.images[0].archive = 0
            same.warnings = []
            alone.warnings = []
            #expect(JSONReport.bytes(of: same) == JSONReport.bytes(of: alone))
            #expect(alone.images[0].layers.map(\.verified) == [true, true])
        }
    }

    /// The second archive says that its layer is the first one's, and holds other bytes.
    @Test(arguments: [ArchiveShape.docker25, .ociArchive(.gzip), .containerdStore], [false, true])
    func `A promise alone brings no facts`(shape: ArchiveShape, verify: Bool) throws {
        let folder = try TemporaryDirectory()
        let honest = ImageArchive([ReuseTests.image(0)], shape)
        var lying = honest
        let layer = honest.images[0].layers[0]
        let other = LayerBuilder().file("/other", "not the base").tar()
        lying.replace("blobs/sha256/\(layer.digest.hex)", with: layer.codec.compress(other))
        let first = ImageSource(try folder.write("honest.tar", honest.bytes()))
        let second = ImageSource(try folder.write("lying.tar", lying.bytes()))
        let cache = folder.file("cache")
        let both = try ReuseTests.run([first, second], cache: cache) { $0.verify = verify }
        var options = AnalysisOptions()
        options.maps = true
        options.verify = verify
        for cached in [nil, cache] {
            options.cache = try cached.map {
                try FactDirectory(path: $0, limit: 1 << 20, isShared: true, smallestLayer: 0)
            }
            let alone = try Analyzer(options: options).analyze([second]).report.images[0]
            #expect(alone.layers[0].verified == (verify ? false : nil))
            #expect(alone.layers[0].files == 1)
            #expect(alone.findings.contains { $0.rule == "digest-mismatch" } == verify)
        }
        // The application's layer is what it should be in both.
        #expect(both.reused == (verify ? 1 : 0))
        #expect(try ReuseTests.files(cache).count == (verify ? 2 : 0))
    }

    /// What depends on more than the bytes is not taken from a run that scanned in another way.
    @Test func `Other limits, keys and switches scan anew`() throws {
        let folder = try TemporaryDirectory()
        let source = ImageSource(
            try folder.write("a.tar", ImageArchive([ReuseTests.image(0)], .ociArchive(.gzip)).bytes()))
        let changes: [(inout AnalysisOptions) -> Void] = [
            { _ in }, { $0.nested = false }, { $0.limits.entries = 100 }, { $0.fingerprintKey = Array("ours".utf8) },
        ]
        for change in changes {
            #expect(try ReuseTests.run([source], cache: folder.file("cache"), change).reused == 0)
            #expect(try ReuseTests.run([source], cache: folder.file("cache"), change).reused == 2)
        }
    }

    @Test func `What all layers may unpack to counts those that are known`() throws {
        let folder = try TemporaryDirectory()
        var size: Int64 = 0
        let sources = try ["first", "second"].map { name in
            var image = ImageBuilder("\(name):1")
            image.layer { $0.file("/\(name)", name) }
            let archive = ImageArchive([image], .ociArchive(.gzip))
            size += Int64(archive.images[0].layers[0].tar.count)
            return ImageSource(try folder.write(name, archive.bytes()))
        }
        func run(_ sources: [ImageSource], _ cache: String?) throws -> Run {
            try ReuseTests.run(sources, cache: cache) { $0.limits.totalBytes = size - 1 }
        }
        for source in sources { #expect(try run([source], folder.file("cache")).reused == 0) }
        let without = try run(sources, nil)
        let with = try run(sources, folder.file("cache"))
        #expect(with.reused == 2)
        for json in [without.json, with.json] {
            #expect(String(decoding: json, as: UTF8.self).contains("raise --max-total-bytes"))
        }
    }

    @Test func `Questions about files find what was kept for them`() throws {
        let folder = try TemporaryDirectory()
        var options = AnalysisOptions()
        options.maps = true
        options.cache = try FactDirectory(path: folder.path, limit: 100 << 20, isShared: true, smallestLayer: 0)
        let source = ImageSource(BuiltBinary.testImage("bad.oci-archive.tar"))
        for recordsHashes in [false, true] {
            let cold = ScanProgress()
            let warm = ScanProgress()
            let analyzer = Analyzer(options: options)
            let first = try analyzer.images(of: source, recordsHashes: recordsHashes, progress: cold).images
            let second = try analyzer.images(of: source, recordsHashes: recordsHashes, progress: warm).images
            #expect(cold.layersReused == 0)
            #expect(warm.layersReused == warm.layers)
            for (before, after) in zip(first, second) {
                #expect(before.facts.map(\.recorded) == after.facts.map(\.recorded))
                #expect(before.packages.packages.count == after.packages.packages.count)
            }
        }
    }
}
