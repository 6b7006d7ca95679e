// SPDX-License-Identifier: Apache-2.0
import Digests
import FoundationEssentials
import JSONText
import TestSupport
import Testing

@Suite struct ImageArchiveTests {
    private func image(_ tags: String...) -> ImageBuilder {
        var image = ImageBuilder()
        image.tags = tags
        image.layer("ADD file:x in /") { $0.directory("etc").file("etc/os-release", "ID=alpine\n") }
        image.instruction("CMD [\"/bin/sh\"]")
        image.layer("COPY . /app # buildkit") { $0.file("/app/x", "text") }
        image.layer("COPY . /app # buildkit") { $0.file("/app/x", "text") }
        image.user = "1001"
        image.entrypoint = ["node", "x.js"]
        return image
    }

    @Test(arguments: ArchiveShape.all)
    func everyShapeIsATarWhoseDocumentsFindTheirBytes(shape: ArchiveShape) throws {
        let archive = ImageArchive([image("app:1", "app:latest")], shape)
        let (members, failure) = LibarchiveReading.tar(archive.bytes())
        #expect(failure == nil)
        #expect(members.map(\.text.trimmed) == archive.names)
        #expect(archive.bytes() == ImageArchive([image("app:1", "app:latest")], shape).bytes())
        let files = Dictionary(members.map { ($0.text, $0) }, uniquingKeysWith: { $1 })
        func bytes(_ path: String) throws -> [UInt8] {
            let member = try #require(files[path], "\(path) is missing")
            guard let link = member.link else { return member.content }
            #expect(link.hasPrefix("../"))
            return try bytes(String(link.dropFirst(3)))
        }
        for (name, member) in files where name.hasPrefix("blobs/sha256/") && !name.hasSuffix("/") {
            #expect(Digest(.sha256, hex: name.dropFirst(13).prefix(64)) == SHAHasher.hash(member.content))
        }
        if shape == .dockerLegacy { return try expectParentChain(files) }
        let built = archive.images[0]
        let manifest: JSONValue
        let config: [UInt8]
        let layers: [[UInt8]]
        if let list = files["manifest.json"] {
            let entries = try JSONReader.parse(list.content)
            manifest = try #require(entries.arrayValue?.first)
            config = try bytes(try #require(manifest[anyCase: "Config"]?.stringValue))
            let paths = try #require(manifest[anyCase: "Layers"]?.arrayValue)
            layers = try paths.map { try bytes(try #require($0.stringValue)) }
        } else {
            let index = try JSONReader.parse(bytes("index.json"))
            #expect(index["manifests"]?.arrayValue?.count == 2)
            func blob(_ descriptor: JSONValue?) throws -> [UInt8] {
                let digest = try #require(descriptor?["digest"]?.stringValue.flatMap(Digest.init))
                let content = try bytes("blobs/sha256/" + digest.hex)
                #expect(descriptor?["size"]?.int64Value == Int64(content.count))
                return content
            }
            manifest = try JSONReader.parse(blob(index["manifests"]?.arrayValue?.first))
            config = try blob(manifest["config"])
            layers = try #require(manifest["layers"]?.arrayValue).map(blob)
        }
        #expect(SHAHasher.hash(config) == built.configDigest)
        let document = try JSONReader.parse(config)
        let diffIDs = try #require(document["rootfs"]?["diff_ids"]?.arrayValue)
        #expect(diffIDs.map(\.stringValue) == built.layers.map(\.diffID.description))
        #expect(layers.count == 3)
        for (layer, expected) in zip(layers, built.layers) {
            let tar = try #require(LibarchiveReading.decompressed(layer))
            #expect(SHAHasher.hash(tar) == expected.diffID)
        }
    }

    private func expectParentChain(_ files: [String: LibarchiveReading.Member]) throws {
        let repositories = try JSONReader.parse(try #require(files["repositories"]?.content))
        var id = repositories["app"]?["latest"]?.stringValue
        #expect(id == repositories["app"]?["1"]?.stringValue)
        var count = 0
        while let current = id {
            #expect(files[current + "/layer.tar"] != nil)
            id = try JSONReader.parse(try #require(files[current + "/json"]?.content))["parent"]?.stringValue
            count += 1
        }
        #expect(count == 4)
    }

    @Test func containerdStoreHasAttestationAndDanglingPlatform() throws {
        let archive = ImageArchive([image("app:1")], .containerdStore)
        let index = try JSONReader.parse(try #require(archive.content("index.json")))
        let nested = try #require(index["manifests"]?.arrayValue?.first?["digest"]?.stringValue.flatMap(Digest.init))
        let nestedIndex = try JSONReader.parse(try #require(archive.content("blobs/sha256/" + nested.hex)))
        let entries = try #require(nestedIndex["manifests"]?.arrayValue)
        let present = entries.map { entry in
            entry["digest"]?.stringValue.flatMap(Digest.init).flatMap { archive.content("blobs/sha256/" + $0.hex) }
        }
        #expect(present.map { $0 != nil } == [true, true, false])
        #expect(entries[1]["annotations"]?["vnd.docker.reference.type"] == "attestation-manifest")
        #expect(archive.names == archive.names.sorted())
        #expect(!archive.names.contains("repositories"))
    }

    @Test func twoPlatformsShareOneNestedIndex() throws {
        var arm = image("app:1")
        arm.architecture = "arm64"
        arm.variant = "v8"
        let archive = ImageArchive([image("app:1"), arm, image("other:2")], .ociArchive(.zstd))
        let index = try JSONReader.parse(try #require(archive.content("index.json")))
        let types = index["manifests"]?.arrayValue?.compactMap {
            $0["mediaType"]?.stringValue?.split(separator: ".")[3]
        }
        #expect(types == ["index", "manifest"])
    }

    @Test func membersCanBeMovedDroppedAndReplaced() throws {
        var archive = ImageArchive([image("app:1")], .docker25)
        archive.move("manifest.json", to: .first)
        #expect(archive.names.first == "manifest.json")
        archive.move("manifest.json", to: .middle)
        #expect(archive.names.firstIndex(of: "manifest.json") == (archive.names.count - 1) / 2)
        archive.drop("oci-layout")
        #expect(archive.content("oci-layout") == nil)
        archive.replace("index.json", with: [:])
        #expect(archive.content("index.json") == Array("{}".utf8))
        archive.style = .dotSlash
        archive.codec = .xz
        let (members, failure) = LibarchiveReading.tar(archive.bytes())
        #expect(failure == nil)
        #expect(members.allSatisfy { $0.text.hasPrefix("./") })
    }

    @Test func liesAreTold() throws {
        var liar = image("app:1")
        liar.lies.diffIDs = [0]
        liar.lies.blobDigests = [1]
        liar.lies.sizes = [2]
        liar.lies.configDigest = true
        liar.lies.diffIDCount = 5
        liar.lies.historyCount = 1
        let built = ImageArchive([liar], .ociArchive(.gzip)).images[0]
        #expect(built.layers[0].claimedDiffID != built.layers[0].diffID)
        #expect(built.layers[1].claimedDigest != built.layers[1].digest)
        #expect(built.layers[2].claimedSize == built.layers[2].blob.count + 1)
        #expect(built.configDigest != SHAHasher.hash(built.config))
        let config = try JSONReader.parse(built.config)
        #expect(config["rootfs"]?["diff_ids"]?.arrayValue?.count == 5)
        #expect(config["history"]?.arrayValue?.count == 1)
    }

    @Test func directoriesAreWrittenAndRemoved() throws {
        var directory: TemporaryDirectory? = try TemporaryDirectory()
        let path = try #require(directory?.path)
        try ImageArchive.writeLayout([image("app:1")], to: path + "/layout")
        try ImageArchive.writeDockerDir(image("app:1"), to: path + "/dir")
        try ImageArchive([image("app:1")], .podman).write(to: path + "/podman")
        #expect(FileManager.default.fileExists(atPath: path + "/layout/index.json"))
        let version = try #require(FileManager.default.contents(atPath: path + "/dir/version"))
        #expect(Array(version) == Array("Directory Transport Version: 1.1\n".utf8))
        let data = try #require(FileManager.default.contents(atPath: path + "/dir/manifest.json"))
        let manifest = try JSONReader.parse(Array(data))
        #expect(manifest["mediaType"] == "application/vnd.docker.distribution.manifest.v2+json")
        try directory?.write("deep/er/file", "x")
        directory = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}

extension String {
    /// Without the slash that ends a directory's name in a tar.
    fileprivate var trimmed: String { hasSuffix("/") ? String(dropLast()) : self }
}
