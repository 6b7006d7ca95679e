// SPDX-License-Identifier: Apache-2.0
public import Digests
public import JSONText

/// An image in memory: layers, history and config, from which `ImageArchive` makes any writer's archive.
///
///     var image = ImageBuilder("app:latest")
///     image.layer("COPY . /app # buildkit") { $0.file("/app/x", "text") }
///     image.instruction("CMD [\"node\"]")
///     image.user = "1001"
///     let bytes = image.archive(.docker25)
public struct ImageBuilder: Sendable {
    /// One layer and the history entry that made it.
    public struct Layer: Sendable {
        public var tar: [UInt8]
        public var createdBy: String
        public var comment: String?
        /// nil: as the archive's writer compresses.
        public var codec: Codec?
        /// The stored blob, when neither codec gives it (gzip members, skippable frames, junk).
        public var storedBlob: [UInt8]?
        /// Listed but not in the archive.
        public var isAbsent = false
        /// Overrides the media type.
        public var mediaType: String?
    }

    enum Step: Sendable {
        case layer(Layer)
        case instruction(createdBy: String, comment: String?)
    }

    var steps: [Step] = []
    /// `name:tag` as the writer spells it; none for an untagged image.
    public var tags: [String]
    public var architecture = "amd64"
    public var os = "linux"
    public var variant: String?
    /// RFC 3339.
    public var created = "2024-01-02T03:04:05Z"
    public var author: String?

    public var user: String?
    public var env: [String] = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
    /// An array of strings, or whatever a strange writer puts there.
    public var entrypoint: JSONValue?
    public var cmd: JSONValue?
    public var workingDir: String?
    public var labels: [(key: String, value: String)] = []
    /// As `80/tcp`.
    public var exposedPorts: [String] = []
    public var volumes: [String] = []
    public var stopSignal: String?
    public var shell: [String]?
    public var onBuild: [String]?
    /// `{"Test": ["CMD", …], "Interval": nanoseconds, …}`
    public var healthcheck: JSONValue?
    /// Added to the inner `config` and to the outer document; a key that is there already is replaced.
    public var extraConfig = JSONObject()
    public var extraDocument = JSONObject()
    /// Annotations of the OCI manifest.
    public var annotations: [(key: String, value: String)] = []
    /// An in-toto statement, stored as an attestation manifest beside the image in OCI shapes.
    public var attestation: JSONValue?
    public var lies = Lies()
    /// How the config, the layers' blobs and the tars in them are named.
    public var configAlgorithm = Digest.Algorithm.sha256
    public var blobAlgorithm = Digest.Algorithm.sha256
    public var diffIDAlgorithm = Digest.Algorithm.sha256

    public init(_ tags: String...) { self.tags = tags }

    /// Adds a layer filled by the closure.
    public mutating func layer(
        _ createdBy: String = "COPY . / # buildkit",
        codec: Codec? = nil,
        style: NameStyle = .plain,
        writesParents: Bool = false,
        _ fill: (LayerBuilder) -> LayerBuilder
    ) {
        layer(createdBy, tar: fill(LayerBuilder(style, writesParents: writesParents)).tar(), codec: codec)
    }

    /// Adds a layer that is already a tar (or hostile bytes).
    public mutating func layer(_ createdBy: String = "COPY . / # buildkit", tar: [UInt8], codec: Codec? = nil) {
        steps.append(.layer(Layer(tar: tar, createdBy: createdBy, codec: codec)))
    }

    /// Changes the layer of that index, counted from 0 without instructions.
    public mutating func changeLayer(_ index: Int, _ change: (inout Layer) -> Void) {
        var seen = 0
        for position in steps.indices {
            guard case .layer(var layer) = steps[position] else { continue }
            if seen == index {
                change(&layer)
                steps[position] = .layer(layer)
                return
            }
            seen += 1
        }
    }

    /// Adds a history entry without a layer.
    public mutating func instruction(_ createdBy: String, comment: String? = nil) {
        steps.append(.instruction(createdBy: createdBy, comment: comment))
    }

    public var layers: [Layer] {
        steps.compactMap { if case .layer(let layer) = $0 { layer } else { nil } }
    }

    /// The archive of this image alone.
    public func archive(_ shape: ArchiveShape) -> [UInt8] { ImageArchive([self], shape).bytes() }
}
