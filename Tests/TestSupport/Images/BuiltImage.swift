// SPDX-License-Identifier: Apache-2.0
public import Digests
import JSONText

/// An image's bytes and names as an archive holds them; what tests compare results with.
public struct BuiltImage: Sendable {
    public struct Layer: Sendable {
        /// The uncompressed tar and its true digest.
        public let tar: [UInt8]
        public let diffID: Digest
        /// What the config says.
        public let claimedDiffID: Digest
        /// The stored bytes and their true digest.
        public let blob: [UInt8]
        public let digest: Digest
        /// What manifests and file names say.
        public let claimedDigest: Digest
        public let claimedSize: Int
        public let codec: Codec
        public let mediaType: String
        public let isAbsent: Bool
        /// The id of Docker before 1.10, which later writers still use for directories.
        public let v1ID: String
    }

    public let source: ImageBuilder
    public let layers: [Layer]
    public let config: [UInt8]
    /// What documents call the config: its digest, unless told to lie.
    public let configDigest: Digest

    init(_ source: ImageBuilder, _ shape: ArchiveShape) {
        self.source = source
        var parent = source.tags.first ?? ""
        var layers: [Layer] = []
        for (index, layer) in source.layers.enumerated() {
            let diffID = SHAHasher.hash(layer.tar, source.diffIDAlgorithm)
            let codec = shape.isPlainOnly ? .plain : layer.codec ?? shape.codec
            let blob = layer.storedBlob ?? codec.compress(layer.tar)
            let digest = SHAHasher.hash(blob, source.blobAlgorithm)
            parent = SHAHasher.hash(Array((parent + diffID.hex + "\(index)").utf8)).hex
            layers.append(
                Layer(
                    tar: layer.tar,
                    diffID: diffID,
                    claimedDiffID: source.lies.diffIDs.contains(index)
                        ? BuiltImage.falseDigest(of: layer.tar, source.diffIDAlgorithm) : diffID,
                    blob: blob,
                    digest: digest,
                    claimedDigest: source.lies.blobDigests.contains(index)
                        ? BuiltImage.falseDigest(of: blob, source.blobAlgorithm) : digest,
                    claimedSize: blob.count + (source.lies.sizes.contains(index) ? 1 : 0),
                    codec: codec,
                    mediaType: layer.mediaType ?? codec.layerMediaType,
                    isAbsent: layer.isAbsent,
                    v1ID: parent))
        }
        self.layers = layers
        var diffIDs = layers.map(\.claimedDiffID.description)
        if let count = source.lies.diffIDCount {
            while diffIDs.count < count {
                diffIDs.append(
                    BuiltImage.falseDigest(of: Array("\(diffIDs.count)".utf8), source.diffIDAlgorithm).description)
            }
            diffIDs.removeLast(diffIDs.count - count)
        }
        config = source.configDocument(diffIDs: diffIDs, commentsOnly: shape == .nix)
        configDigest =
            source.lies.configDigest
            ? BuiltImage.falseDigest(of: config, source.configAlgorithm)
            : SHAHasher.hash(config, source.configAlgorithm)
    }

    /// The OCI manifest; `dockerTypes` writes it as Docker v2 schema 2.
    public func manifest(dockerTypes: Bool = false) -> [UInt8] {
        let docker = "application/vnd.docker."
        let entries = layers.map { layer -> JSONValue in
            let type =
                dockerTypes
                ? docker + "image.rootfs.diff.tar" + (layer.codec == .gzip ? ".gzip" : "") : layer.mediaType
            return BuiltImage.descriptor(type, layer.claimedDigest, layer.claimedSize)
        }
        let oci = "application/vnd.oci.image."
        let configType = dockerTypes ? docker + "container.image.v1+json" : oci + "config.v1+json"
        var document = JSONObject()
        document.append("schemaVersion", 2)
        document.append(
            "mediaType",
            .string(dockerTypes ? docker + "distribution.manifest.v2+json" : oci + "manifest.v1+json"))
        document.append("config", BuiltImage.descriptor(configType, configDigest, config.count))
        document.append("layers", .array(entries))
        if !source.annotations.isEmpty { document.append("annotations", .pairs(source.annotations)) }
        return JSONWriter.bytes(of: .object(document))
    }

    /// The `platform` object of an index entry.
    var platform: JSONValue {
        var platform = JSONObject()
        platform.append("architecture", .string(source.architecture))
        platform.append("os", .string(source.os))
        if let variant = source.variant { platform.append("variant", .string(variant)) }
        return .object(platform)
    }

    static func descriptor(_ mediaType: String, _ digest: Digest, _ size: Int) -> JSONValue {
        ["mediaType": .string(mediaType), "digest": .string(digest.description), "size": .integer(Int64(size))]
    }

    /// A well-formed digest that these bytes do not have.
    static func falseDigest(of bytes: [UInt8], _ algorithm: Digest.Algorithm = .sha256) -> Digest {
        SHAHasher.hash(bytes + Array("lie".utf8), algorithm)
    }
}
