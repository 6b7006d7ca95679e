// SPDX-License-Identifier: Apache-2.0
import Digests
import JSONText

extension ImageArchive {
    /// Docker with the containerd store: an OCI layout in order of names, and manifest.json for the old readers.
    mutating func addContainerdStore() {
        addOCILayout(nested: true, dangling: true)
        addFile(
            "manifest.json",
            .array(
                images.map {
                    manifestEntry($0, blobPath($0.configDigest), $0.layers.map { blobPath($0.claimedDigest) })
                }))
        members.sort { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// An OCI layout. Images that share their tags are platforms of one nested index; `nested` makes one always.
    /// `dangling` adds a platform whose blobs are not there.
    mutating func addOCILayout(nested: Bool, dangling: Bool) {
        addFile("oci-layout", ["imageLayoutVersion": "1.0.0"])
        var groups: [[BuiltImage]] = []
        for image in images {
            let index = groups.firstIndex { $0[0].source.tags == image.source.tags && !image.source.tags.isEmpty }
            if let index { groups[index].append(image) } else { groups.append([image]) }
        }
        var descriptors: [JSONValue] = []
        for group in groups {
            var entries: [JSONValue] = []
            for image in group {
                for layer in image.layers where !layer.isAbsent { addBlob(layer.claimedDigest, layer.blob) }
                addBlob(image.configDigest, image.config)
                let manifest = image.manifest()
                addBlob(SHAHasher.hash(manifest), manifest)
                entries.append(
                    ImageArchive.with(
                        BuiltImage.descriptor(MediaTypeName.manifest, SHAHasher.hash(manifest), manifest.count),
                        [("platform", image.platform)]))
            }
            for image in group {
                guard let statement = image.source.attestation ?? (dangling ? ImageArchive.plainStatement : nil) else {
                    continue
                }
                entries.append(addAttestation(statement, for: SHAHasher.hash(image.manifest())))
            }
            if dangling {
                let isArm = group.contains { $0.source.architecture == "arm64" }
                entries.append(
                    ImageArchive.with(
                        BuiltImage.descriptor(MediaTypeName.manifest, BuiltImage.falseDigest(of: []), 1_024),
                        [("platform", ["architecture": isArm ? "s390x" : "arm64", "os": "linux"])]))
            }
            if entries.count == 1, !nested {
                let manifest = group[0].manifest()
                descriptors += ImageArchive.indexEntries(
                    group[0].source, SHAHasher.hash(manifest), manifest.count, platform: group[0].platform)
            } else {
                let index = JSONWriter.bytes(of: ImageArchive.index(entries))
                addBlob(SHAHasher.hash(index), index)
                descriptors += ImageArchive.indexEntries(
                    group[0].source, SHAHasher.hash(index), index.count, mediaType: MediaTypeName.index)
            }
        }
        addFile("index.json", ImageArchive.index(descriptors))
    }

    /// The attestation manifest of BuildKit for one statement; its descriptor.
    private mutating func addAttestation(_ statement: JSONValue, for image: Digest) -> JSONValue {
        let blob = JSONWriter.bytes(of: statement)
        let digest = SHAHasher.hash(blob)
        addBlob(digest, blob)
        let config = JSONWriter.bytes(of: [
            "architecture": "unknown", "os": "unknown", "config": [:],
            "rootfs": ["type": "layers", "diff_ids": [.string(digest.description)]],
        ])
        addBlob(SHAHasher.hash(config), config)
        let predicate = statement["predicateType"]?.stringValue ?? ""
        let manifest = JSONWriter.bytes(of: [
            "schemaVersion": 2, "mediaType": .string(MediaTypeName.manifest),
            "config": BuiltImage.descriptor(
                "application/vnd.oci.image.config.v1+json", SHAHasher.hash(config), config.count),
            "layers": [
                ImageArchive.with(
                    BuiltImage.descriptor("application/vnd.in-toto+json", digest, blob.count),
                    [("annotations", ["in-toto.io/predicate-type": .string(predicate)])])
            ],
        ])
        addBlob(SHAHasher.hash(manifest), manifest)
        return ImageArchive.with(
            BuiltImage.descriptor(MediaTypeName.manifest, SHAHasher.hash(manifest), manifest.count),
            [
                (
                    "annotations",
                    [
                        "vnd.docker.reference.digest": .string(image.description),
                        "vnd.docker.reference.type": "attestation-manifest",
                    ]
                ),
                ("platform", ["architecture": "unknown", "os": "unknown"]),
            ])
    }

    static func index(_ entries: [JSONValue]) -> JSONValue {
        ["schemaVersion": 2, "mediaType": .string(MediaTypeName.index), "manifests": .array(entries)]
    }

    /// One descriptor for each tag, or one without a name.
    static func indexEntries(
        _ source: ImageBuilder,
        _ digest: Digest,
        _ size: Int,
        mediaType: String = MediaTypeName.manifest,
        platform: JSONValue? = nil
    ) -> [JSONValue] {
        let plain = with(
            BuiltImage.descriptor(mediaType, digest, size), platform.map { [("platform", $0)] } ?? [])
        if source.tags.isEmpty { return [plain] }
        return source.tags.map { tag in
            let first = tag.split(separator: "/", maxSplits: 1)
            let isQualified =
                first.count == 2 && (first[0].contains(".") || first[0].contains(":") || first[0] == "localhost")
            let full = isQualified ? tag : "docker.io/" + (first.count == 2 ? "" : "library/") + tag
            let version = tag.split(separator: ":").last.map(String.init) ?? tag
            return with(
                plain,
                [
                    (
                        "annotations",
                        [
                            "io.containerd.image.name": .string(full),
                            "org.opencontainers.image.ref.name": .string(version),
                        ]
                    )
                ])
        }
    }

    private static func with(_ value: JSONValue, _ members: [(String, JSONValue)]) -> JSONValue {
        guard case .object(var object) = value else { return value }
        for (key, member) in members { object.append(key, member) }
        return .object(object)
    }

    /// A provenance statement that says next to nothing.
    private static let plainStatement: JSONValue = [
        "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://slsa.dev/provenance/v0.2",
        "subject": [], "predicate": ["builder": ["id": ""], "buildType": "https://mobyproject.org/buildkit@v1"],
    ]
}

/// The media types that the builder writes.
enum MediaTypeName {
    static let manifest = "application/vnd.oci.image.manifest.v1+json"
    static let index = "application/vnd.oci.image.index.v1+json"
}
