// SPDX-License-Identifier: Apache-2.0
import Digests
import Dunnage
import TestSupport
import Testing

/// Every promise that an archive makes of its own bytes, kept and broken, through both doors.
@Suite struct DigestTests {
    enum Door: CaseIterable {
        case map, pipe
    }

    private static func image() -> ImageBuilder {
        var image = ImageBuilder("app:1")
        image.layer("COPY a /a # buildkit") { $0.file("/a", "first") }
        image.layer("COPY b /b # buildkit") { $0.file("/b", "second") }
        return image
    }

    private static func analyse(_ bytes: [UInt8], _ door: Door, jobs: Int = 2) throws -> Analysis {
        var options = AnalysisOptions()
        options.maps = door == .map
        options.jobs = jobs
        let chunk = bytes.withUnsafeBytes { Chunk(copying: $0) }
        return try Analyzer(options: options).analyze([.memory(chunk, name: "app.tar")])
    }

    private static func mismatches(_ analysis: Analysis) -> [Finding] {
        analysis.report.images.flatMap(\.findings).filter { $0.rule == "digest-mismatch" }
    }

    private static let shapes: [ArchiveShape] = [
        .docker25, .containerdStore, .ociArchive(.plain), .ociArchive(.gzip), .ociArchive(.zstd), .crane(.gzip),
        .podman,
    ]

    @Test(arguments: shapes, Door.allCases)
    func keptPromisesAreVerified(shape: ArchiveShape, door: Door) throws {
        for algorithm in Digest.Algorithm.allCases {
            var image = DigestTests.image()
            image.blobAlgorithm = algorithm
            image.diffIDAlgorithm = algorithm
            image.configAlgorithm = algorithm
            // Before blobs had digests, Docker and crane named the config by its SHA-256, whatever else they did.
            if case .crane = shape { image.configAlgorithm = .sha256 }
            if shape == .podman { image.configAlgorithm = .sha256 }
            var archive = ImageArchive([image], shape)
            // An archive that streams by must show its documents or its blobs' names before the layers.
            if algorithm == .sha512, shape == .podman || shape == .crane(.gzip) {
                let config =
                    shape == .podman
                    ? archive.images[0].configDigest.hex + ".json" : archive.images[0].configDigest.description
                archive.move(config, to: .first)
            }
            let analysis = try DigestTests.analyse(archive.bytes(), door)
            #expect(analysis.problems.isEmpty, "\(algorithm): \(analysis.problems)")
            #expect(analysis.report.images.first?.layers.map(\.verified) == [true, true])
            #expect(
                analysis.report.images.first?.layers.map(\.diffID) == archive.images[0].layers.map(\.diffID.description)
            )
        }
    }

    @Test(arguments: Digest.Algorithm.allCases, Door.allCases)
    func brokenPromisesAreFindings(algorithm: Digest.Algorithm, door: Door) throws {
        for role in ["layer-diff-id", "layer-digest", "config-digest"] {
            var image = DigestTests.image()
            image.blobAlgorithm = algorithm
            image.diffIDAlgorithm = algorithm
            image.configAlgorithm = algorithm
            switch role {
            case "layer-diff-id": image.lies.diffIDs = [1]
            case "layer-digest": image.lies.blobDigests = [1]
            default: image.lies.configDigest = true
            }
            let archive = ImageArchive([image], .ociArchive(.gzip))
            let analysis = try DigestTests.analyse(archive.bytes(), door)
            let findings = DigestTests.mismatches(analysis)
            #expect(findings.map(\.kind) == [role])
            let built = archive.images[0]
            let (expected, found): (Digest, Digest) =
                switch role {
                case "layer-diff-id": (built.layers[1].claimedDiffID, built.layers[1].diffID)
                case "layer-digest": (built.layers[1].claimedDigest, built.layers[1].digest)
                default: (built.configDigest, SHAHasher.hash(built.config, algorithm))
                }
            let message = try #require(findings.first?.message)
            #expect(message.contains(expected.description))
            #expect(message.contains(found.description))
            let report = try #require(analysis.report.images.first)
            #expect(report.layers.map(\.verified) == (role == "config-digest" ? [true, true] : [true, false]))
            // Everything was read all the same; only nobody can vouch for it.
            #expect(report.complete)
            #expect(report.verdict.status == .incomplete)
            #expect(!analysis.problems.isEmpty)
        }
    }

    @Test(arguments: Door.allCases)
    func manifestsAndIndexesArePromisesToo(door: Door) throws {
        var archive = ImageArchive([DigestTests.image()], .containerdStore)
        archive.drop("manifest.json")
        for name in archive.names where name.hasPrefix("blobs/") {
            guard let content = archive.content(name), content.starts(with: Array("{\"schemaVersion\"".utf8)) else {
                continue
            }
            archive.replace(name, with: content + [0x20])
        }
        let kinds = DigestTests.mismatches(try DigestTests.analyse(archive.bytes(), door)).map(\.kind)
        #expect(kinds.sorted() == ["index-digest", "manifest-digest"])
    }

    @Test(arguments: Door.allCases)
    func layersAreMatchedByHashWhenTheCountsDiffer(door: Door) throws {
        var image = DigestTests.image()
        image.lies.diffIDCount = 5
        let archive = ImageArchive([image], .ociArchive(.gzip))
        let analysis = try DigestTests.analyse(archive.bytes(), door)
        let report = try #require(analysis.report.images.first)
        #expect(report.layers.map(\.diffID) == archive.images[0].layers.map(\.diffID.description))
        #expect(report.layers.map(\.verified) == [true, true])
        #expect(analysis.report.warnings.map(\.code).contains("layer-count"))
        #expect(DigestTests.mismatches(analysis).isEmpty)

        image.lies.diffIDs = [1]
        let lying = try DigestTests.analyse(ImageArchive([image], .ociArchive(.gzip)).bytes(), door)
        #expect(DigestTests.mismatches(lying).map(\.kind) == ["layer-diff-id"])
        #expect(DigestTests.mismatches(lying).first?.message.contains("none of the digests") == true)
        #expect(lying.report.images.first?.layers.map(\.verified) == [true, false])

        image.lies.diffIDs = []
        image.lies.diffIDCount = 1
        let fewer = try DigestTests.analyse(ImageArchive([image], .ociArchive(.gzip)).bytes(), door)
        #expect(fewer.report.images.first?.layers.map(\.verified) == [true, false])
        #expect(!fewer.problems.isEmpty)
    }

    @Test func whatAPipeCannotCompareAnyMoreIsSaid() throws {
        var image = DigestTests.image()
        image.diffIDAlgorithm = .sha512
        var archive = ImageArchive([image], .crane(.gzip))
        archive.move(archive.images[0].configDigest.description, to: .last)
        let mapped = try DigestTests.analyse(archive.bytes(), .map)
        #expect(mapped.problems.isEmpty)
        let piped = try DigestTests.analyse(archive.bytes(), .pipe)
        #expect(piped.problems.count == 2)
        #expect(piped.problems.allSatisfy { $0.contains("give the archive as a file") })
        #expect(piped.report.images.first?.layers.map(\.verified) == [nil, nil])
        #expect(piped.report.images.first?.verdict.status == .incomplete)
        #expect(DigestTests.mismatches(piped).isEmpty)
    }

    @Test func formatsWithoutPromisesAreNeitherRightNorWrong() throws {
        for door in Door.allCases {
            let analysis = try DigestTests.analyse(DigestTests.image().archive(.dockerLegacy), door)
            #expect(analysis.report.images.first?.layers.allSatisfy { $0.verified == nil } == true)
            #expect(analysis.problems.isEmpty)
        }
    }

    /// JSON has no other place for what keeps an image from being vouched for.
    @Test func everyDoubtIsAWarning() throws {
        func doubts(_ analysis: Analysis) -> [String] {
            #expect(analysis.report.images.map(\.verdict.status) == [.incomplete])
            return analysis.report.warnings.filter { $0.code == "incomplete" }.map(\.message)
        }
        var large = ImageBuilder("app:1")
        large.layer(tar: LayerBuilder().sparse("/a", size: 1 << 62).sparse("/b", size: 1 << 62).tar())
        let sizes = doubts(try DigestTests.analyse(large.archive(.docker25), .map))
        #expect(sizes == ["layer 0 claims a size that cannot be, at /b"])
        // Documents that come last tell too late of an algorithm that hardly a writer uses.
        var image = DigestTests.image()
        image.diffIDAlgorithm = .sha512
        let late = doubts(try DigestTests.analyse(image.archive(.podman), .pipe))
        #expect(late.count == 2 && late.allSatisfy { $0.contains("could not be compared") }, "\(late)")
        // A wrong digest is a finding.
        var lying = DigestTests.image()
        lying.lies.diffIDs = [1]
        #expect(doubts(try DigestTests.analyse(lying.archive(.docker25), .map)).isEmpty)
    }

    /// What was not read to its end has no digest, and no other door would give it one.
    @Test func aDamagedLayerDidNotStreamBy() throws {
        var image = ImageBuilder("app:1")
        var random = SeededGenerator(seed: 1)
        let noise = (0..<50_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let tar = LayerBuilder().file("/a", bytes: noise).tar()
        image.layer(tar: tar, codec: .gzip)
        let whole = Codec.gzip.compress(tar)
        image.changeLayer(0) { $0.storedBlob = Array(whole.prefix(whole.count / 2)) }
        let analysis = try DigestTests.analyse(image.archive(.ociArchive(.gzip)), .map)
        #expect(!analysis.problems.isEmpty)
        #expect(!analysis.problems.contains { $0.contains("streamed by") }, "\(analysis.problems)")
    }
}
