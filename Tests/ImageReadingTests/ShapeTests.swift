// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import ImageReading
import TestSupport
import Testing

/// Every writer's shape through both doors.
@Suite struct ShapeTests {
    static func format(_ shape: ArchiveShape) -> ArchiveFormat {
        switch shape {
        case .dockerLegacy: .dockerLegacy
        case .docker24, .podman, .crane, .jib, .nix, .rulesOCI: .dockerArchive
        case .docker25, .containerdStore: .dockerHybrid
        case .ociArchive: .ociArchive
        }
    }

    @Test(arguments: ArchiveShape.all, Door.allCases)
    func imagesAreWhole(shape: ArchiveShape, door: Door) throws {
        let archive = ImageArchive([sample()], shape)
        let opened = try open(archive.bytes(), door)
        #expect(opened.archive.format == ShapeTests.format(shape))
        #expect(opened.archive.source == "app.tar")
        #expect(opened.archive.failures.isEmpty)
        let image = try #require(opened.archive.images.first)
        #expect(opened.archive.images.count == 1)
        #expect(image.mismatches.isEmpty)
        #expect(image.references.first?.hasSuffix("app:1") == true)
        let built = archive.images[0]
        if shape == .dockerLegacy {
            // Before 1.10 every instruction is a layer of its own.
            #expect(image.layers.count == 5)
            #expect(image.id == nil)
        } else {
            #expect(image.id == built.configDigest)
            #expect(image.layers.map(\.diffID) == built.layers.map(\.diffID))
            for (layer, expected) in zip(image.layers, built.layers) {
                #expect(opened.blob(layer) == expected.blob)
                if let digest = layer.digest { #expect(digest == expected.digest) }
            }
        }
        #expect(image.platform?.description == "linux/amd64")
        if shape != .nix { #expect(image.layers[0].instruction?.createdBy.contains("rootfs.tar") == true) }
    }

    @Test(arguments: ArchiveShape.all, [NameStyle.dotSlash, .absolute])
    func namesMayBeSpelledOtherwise(shape: ArchiveShape, style: NameStyle) throws {
        var archive = ImageArchive([sample()], shape)
        archive.style = style
        for door in Door.allCases {
            let opened = try open(archive.bytes(), door)
            #expect(opened.archive.images.count == 1)
            #expect(opened.archive.images[0].layers.allSatisfy { $0.place != nil })
        }
    }

    @Test(arguments: Codec.allCases, Door.allCases)
    func theArchiveMayBeCompressed(codec: Codec, door: Door) throws {
        var archive = ImageArchive([sample()], .docker25)
        archive.codec = codec
        let opened = try open(archive.bytes(), door)
        #expect(opened.archive.compression.rawValue == (codec == .plain ? "none" : codec.rawValue))
        #expect(opened.archive.images[0].layers.map { opened.blob($0) } == archive.images[0].layers.map(\.blob))
    }

    @Test(arguments: ImageArchive.Place.allCases, Door.allCases)
    func documentsMayComeFirstOrLast(place: ImageArchive.Place, door: Door) throws {
        for shape in [ArchiveShape.docker24, .podman, .crane(.zstd), .rulesOCI] {
            var archive = ImageArchive([sample()], shape)
            archive.move("manifest.json", to: place)
            let opened = try open(archive.bytes(), door)
            #expect(opened.archive.images[0].layers.map { opened.blob($0) } == archive.images[0].layers.map(\.blob))
        }
    }

    @Test(arguments: Door.allCases)
    func aPackedDirectoryIsTheLayoutInIt(door: Door) throws {
        var archive = ImageArchive([sample()], .ociArchive(.gzip))
        for name in archive.names { archive.rename(name, to: "layout/" + name) }
        let opened = try open(archive.bytes(), door)
        #expect(opened.archive.images[0].layers.map { opened.blob($0) } == archive.images[0].layers.map(\.blob))
    }

    @Test(arguments: Door.allCases)
    func linksMayChainAndComeBeforeWhatTheyNameButNotCircle(door: Door) throws {
        let whole = ImageArchive([sample()], .docker24)
        let layer = whole.images[0].layers[1].v1ID + "/layer.tar"
        var archive = whole
        let position = try #require(archive.members.firstIndex { String(decoding: $0.name, as: UTF8.self) == layer })
        var content = archive.members[position]
        content.name = Array("store/real.tar".utf8)
        archive.members[position] = .symlink(layer, to: "../store/next.tar")
        archive.members.insert(.hardLink("store/next.tar", to: "store/real.tar"), at: 0)
        archive.members.append(content)
        let opened = try open(archive.bytes(), door)
        #expect(opened.blob(opened.archive.images[0].layers[1]) == whole.images[0].layers[1].blob)

        archive.members[position + 1] = .symlink(layer, to: "../store/circle.tar")
        archive.members.append(.symlink("store/circle.tar", to: "../" + layer))
        let error = failure(archive.bytes(), door)
        #expect(error?.what.contains("link that never ends") == true)
        #expect(error?.member == layer)
    }

    @Test(arguments: Door.allCases)
    func aMemberWrittenTwiceCountsAsItsLast(door: Door) throws {
        var archive = ImageArchive([sample()], .podman)
        let name = archive.images[0].layers[1].diffID.hex + ".tar"
        archive.members.insert(.file(name, bytes: LayerBuilder().file("/old", "x").tar()), at: 0)
        archive.members.insert(.file("manifest.json", "[]"), at: 0)
        let opened = try open(archive.bytes(), door)
        #expect(opened.blob(opened.archive.images[0].layers[1]) == archive.images[0].layers[1].blob)
    }

    @Test(arguments: Door.allCases)
    func whatIsMissingIsNamed(door: Door) throws {
        var archive = ImageArchive([sample()], .podman)
        archive.drop(archive.images[0].configDigest.hex + ".json")
        let error = try #require(failure(archive.bytes(), door))
        #expect(error.what.contains(archive.images[0].configDigest.hex))
        #expect(error.what.contains("configuration"))

        var second = ImageArchive([sample()], .crane(.gzip))
        let layer = second.images[0].layers[1].digest.hex + ".tar.gz"
        second.drop(layer)
        let opened = try open(second.bytes(), door)
        #expect(opened.archive.images[0].layers[1].absence == .missing(name: layer))

        var foreign = sample()
        foreign.changeLayer(1) {
            $0.isAbsent = true
            $0.mediaType = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
        }
        let windows = try open(foreign.archive(.ociArchive(.gzip)), door)
        #expect(windows.archive.images[0].layers[1].absence == .foreign)
    }

    @Test(arguments: Door.allCases)
    func oneBrokenImageDoesNotHideTheOthers(door: Door) throws {
        var archive = ImageArchive([sample(["a:1"]), sample(["b:2"], "two")], .podman)
        archive.drop(archive.images[1].configDigest.hex + ".json")
        let opened = try open(archive.bytes(), door)
        #expect(opened.archive.images.map(\.references) == [["a:1"]])
        #expect(opened.archive.failures.count == 1)
    }

    @Test(arguments: Door.allCases)
    func whatIsNoImageArchiveIsToldApart(door: Door) throws {
        let cases: [(bytes: [UInt8], says: String)] = [
            ([], "is empty"), (Array("#!/bin/sh\n".utf8), "only 10 bytes"),
            ([UInt8](repeating: 0x41, count: 4_096), "is no tar archive"), (Array("{\"a\": 1}".utf8), "JSON document"),
            ([0x7F] + Array("ELF".utf8) + [UInt8](repeating: 1, count: 600), "ELF program"),
            ([0x50, 0x4B, 3, 4] + [UInt8](repeating: 1, count: 600), "zip archive"),
            (Array("hsqs".utf8) + [UInt8](repeating: 1, count: 600), "squashfs"),
            (LayerBuilder().file("/etc/passwd", "root").tar(), "docker export"),
            (LayerBuilder().file("/a", "b").tar(), "no manifest.json"),
            (TarWriter.bytes([.file("manifest.json", "[]")]), "lists no image"),
            (TarWriter.bytes([.file("manifest.json", "[")]), "no valid JSON"),
            (TarWriter.bytes([.file("index.json", "{\"schemaVersion\":2,\"manifests\":[]}")]), "lists no image"),
            (TarWriter.bytes([.file("repositories", "{}")]), "names no image"),
        ]
        for (bytes, says) in cases {
            let error = try #require(failure(bytes, door), "\(says)")
            #expect(error.what.contains(says), "\(error)")
            #expect(error.source == "app.tar")
        }
    }

    @Test(arguments: ArchiveShape.all, Door.allCases)
    func whatIsCutOffSaysSo(shape: ArchiveShape, door: Door) throws {
        let bytes = sample().archive(shape)
        for end in [bytes.count / 4, bytes.count / 2] {
            let error = failure(Array(bytes[..<end]), door)
            // With the documents in front a cut archive opens; its layers are missing then, and the archive failed.
            if let error {
                #expect(error.what.contains("cut off") || end % 512 == 0, "\(error)")
            } else {
                #expect(try !open(Array(bytes[..<end]), door).archive.failures.isEmpty || end % 512 == 0)
            }
        }
    }
}
