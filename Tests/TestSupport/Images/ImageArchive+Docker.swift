// SPDX-License-Identifier: Apache-2.0
import Digests
import JSONText

extension ImageArchive {
    /// Docker up to 1.9: every history entry is an image of its own that names its parent.
    mutating func addLegacy() {
        var repositories = JSONObject()
        for image in images {
            let source = image.source
            var parent: String?
            var layers = image.layers.makeIterator()
            for (index, step) in source.steps.enumerated() {
                let createdBy: String
                let tar: [UInt8]
                switch step {
                case .layer(let layer): (createdBy, tar) = (layer.createdBy, layers.next()?.tar ?? layer.tar)
                case .instruction(let text, _): (createdBy, tar) = (text, [UInt8](repeating: 0, count: 1_024))
                }
                let id = SHAHasher.hash(Array("\(parent ?? "") \(index) \(createdBy)".utf8) + tar).hex
                addDirectory(id)
                addFile(id + "/VERSION", Array("1.0".utf8))
                var document: JSONValue = [
                    "id": .string(id), "created": .string(source.created),
                    "container_config": ["Cmd": ["/bin/sh", "-c", .string(createdBy)]],
                    "docker_version": "1.9.1", "config": .object(source.innerConfig),
                    "architecture": .string(source.architecture), "os": .string(source.os),
                    "Size": .integer(Int64(tar.count)),
                ]
                if let parent, case .object(var object) = document {
                    object.append("parent", .string(parent))
                    document = .object(object)
                }
                addFile(id + "/json", document)
                addFile(id + "/layer.tar", tar)
                parent = id
            }
            if let parent { ImageArchive.add(source.tags, id: parent, to: &repositories) }
        }
        addFile("repositories", .object(repositories))
    }

    mutating func addDocker24() {
        var entries: [JSONValue] = []
        var firstDirectory: [Digest: String] = [:]
        for image in images {
            for layer in image.layers {
                addV1Directory(layer, of: image)
                if let first = firstDirectory[layer.diffID] {
                    if first != layer.v1ID {
                        members.append(.symlink(layer.v1ID + "/layer.tar", to: "../\(first)/layer.tar"))
                    }
                } else if !layer.isAbsent {
                    addFile(layer.v1ID + "/layer.tar", layer.tar)
                    firstDirectory[layer.diffID] = layer.v1ID
                }
            }
            addFile(image.configDigest.hex + ".json", image.config)
            entries.append(
                manifestEntry(image, image.configDigest.hex + ".json", image.layers.map { $0.v1ID + "/layer.tar" }))
        }
        addFile("manifest.json", .array(entries))
        addRepositories { $0.layers.last?.v1ID ?? $0.configDigest.hex }
    }

    mutating func addDocker25() {
        addDirectory("blobs")
        addDirectory("blobs/sha256")
        var entries: [JSONValue] = []
        var descriptors: [JSONValue] = []
        for image in images {
            for layer in image.layers {
                if !layer.isAbsent { addBlob(layer.claimedDigest, layer.blob) }
                // Docker writes the old per-layer documents too, and nothing refers to them.
                let document = JSONWriter.bytes(of: ["id": .string(layer.v1ID), "os": "linux"])
                addBlob(SHAHasher.hash(document), document)
            }
            addBlob(image.configDigest, image.config)
            let manifest = image.manifest()
            let digest = SHAHasher.hash(manifest)
            addBlob(digest, manifest)
            descriptors += ImageArchive.indexEntries(image.source, digest, manifest.count)
            var sources = JSONObject()
            for layer in image.layers {
                sources.set(
                    layer.claimedDiffID.description,
                    BuiltImage.descriptor(layer.mediaType, layer.claimedDigest, layer.claimedSize))
            }
            var entry = manifestEntry(
                image, blobPath(image.configDigest), image.layers.map { blobPath($0.claimedDigest) })
            if case .object(var object) = entry {
                object.append("LayerSources", .object(sources))
                entry = .object(object)
            }
            entries.append(entry)
        }
        addFile("index.json", ImageArchive.index(descriptors))
        addFile("manifest.json", .array(entries))
        addFile("oci-layout", ["imageLayoutVersion": "1.0.0"])
        addRepositories { $0.layers.last?.claimedDigest.hex ?? $0.configDigest.hex }
    }

    mutating func addPodman() {
        var entries: [JSONValue] = []
        for image in images {
            for layer in image.layers {
                let name = layer.diffID.hex + ".tar"
                if !layer.isAbsent { addFile(name, layer.tar) }
                addV1Directory(layer, of: image)
                members.append(.symlink(layer.v1ID + "/layer.tar", to: "../" + name))
            }
            addFile(image.configDigest.hex + ".json", image.config)
            entries.append(
                manifestEntry(image, image.configDigest.hex + ".json", image.layers.map { $0.diffID.hex + ".tar" }))
        }
        addFile("manifest.json", .array(entries))
        addFile("repositories", repositories { $0.layers.last?.v1ID ?? $0.configDigest.hex })
    }

    /// crane and jib: everything at the root, manifest.json last.
    mutating func addFlat(config: (BuiltImage) -> String, lowerCase: Bool = false) {
        var entries: [JSONValue] = []
        for image in images {
            let name = config(image)
            addFile(name, image.config)
            var layers: [String] = []
            for layer in image.layers {
                let file = layer.claimedDigest.hex + layer.codec.tarExtension
                if !layer.isAbsent { addFile(file, layer.blob) }
                layers.append(file)
            }
            entries.append(
                lowerCase
                    ? [
                        "config": .string(name), "repoTags": .strings(image.source.tags),
                        "layers": .strings(layers),
                    ] : manifestEntry(image, name, layers))
        }
        addFile("manifest.json", .array(entries))
    }

    mutating func addRulesOCI() {
        func path(_ layer: BuiltImage.Layer) -> String { blobPath(layer.claimedDigest) + layer.codec.tarExtension }
        addFile(
            "manifest.json",
            .array(images.map { manifestEntry($0, blobPath($0.configDigest), $0.layers.map(path)) }))
        for image in images {
            addBlob(image.configDigest, image.config)
            for layer in image.layers where !layer.isAbsent { addFile(path(layer), layer.blob) }
        }
    }

    mutating func addNix() {
        var entries: [JSONValue] = []
        for image in images {
            for layer in image.layers where !layer.isAbsent {
                addDirectory(layer.digest.hex)
                addFile(layer.digest.hex + "/VERSION", Array("1.0".utf8))
                addFile(layer.digest.hex + "/layer.tar", layer.blob)
            }
            addFile(image.configDigest.hex + ".json", image.config)
            entries.append(
                manifestEntry(
                    image, image.configDigest.hex + ".json", image.layers.map { $0.digest.hex + "/layer.tar" }))
        }
        addFile("manifest.json", .array(entries))
    }

    private mutating func addV1Directory(_ layer: BuiltImage.Layer, of image: BuiltImage) {
        addDirectory(layer.v1ID)
        addFile(layer.v1ID + "/VERSION", Array("1.0".utf8))
        addFile(layer.v1ID + "/json", ["id": .string(layer.v1ID), "created": .string(image.source.created)])
    }

    /// Absent when no image has a tag, as Docker does.
    private mutating func addRepositories(_ id: (BuiltImage) -> String) {
        if images.contains(where: { !$0.source.tags.isEmpty }) { addFile("repositories", repositories(id)) }
    }

    private func repositories(_ id: (BuiltImage) -> String) -> JSONValue {
        var repositories = JSONObject()
        for image in images { ImageArchive.add(image.source.tags, id: id(image), to: &repositories) }
        return .object(repositories)
    }

    private static func add(_ tags: [String], id: String, to repositories: inout JSONObject) {
        for tag in tags {
            let colon = tag.lastIndex(of: ":") ?? tag.endIndex
            let name = String(tag[..<colon])
            var versions = repositories[name]?.objectValue ?? JSONObject()
            versions.set(colon == tag.endIndex ? "latest" : String(tag[tag.index(after: colon)...]), .string(id))
            repositories.set(name, .object(versions))
        }
    }

    func manifestEntry(_ image: BuiltImage, _ config: String, _ layers: [String]) -> JSONValue {
        [
            "Config": .string(config),
            "RepoTags": image.source.tags.isEmpty ? .null : .strings(image.source.tags),
            "Layers": .strings(layers),
        ]
    }

    func blobPath(_ digest: Digest) -> String { "blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }
}
