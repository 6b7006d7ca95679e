// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageFormat
internal import JSONText

/// Puts images together from an archive's members. One value an archive; each format is an extension.
struct Assembly {
    let catalog: any MemberCatalog
    /// In front of every name: `layout/` when somebody packed the directory and not its content.
    let prefix: String
    var images: [Image] = []
    var notes: [ArchiveNote] = []
    var failures: [ImageError] = []
    /// Where an image is that has this configuration and these layers.
    private var places: [ImageKey: Int] = [:]
    /// Where the first image of a configuration is.
    private(set) var firstOfID: [Digest: Int] = [:]
    /// Configurations by the digest of their bytes: any number of entries, and links, may name one.
    private var configs: [Digest: ImageConfig] = [:]
    /// Bytes of all documents read so far, each as often as it was read.
    private var documentBytes: Int64 = 0
    /// The same for what is said about images.
    var statementBytes: Int64 = 0
    private var historyEntries = 0

    /// What makes two images one.
    private struct ImageKey: Hashable {
        var id: Digest
        var members: [String]
    }

    /// Images and manifests that are read of one archive; a registry's whole mirror has fewer.
    static let imageLimit = 10_000
    /// Of all documents together, and of all statements about images. A few kilobytes an image are honest; documents
    /// that name one another many times are not.
    static let documentBytesLimit: Int64 = 1 << 30
    /// Of all images together: each keeps its own, some twenty.
    private static let historyLimit = 500_000

    init(_ catalog: any MemberCatalog) {
        self.catalog = catalog
        prefix = Assembly.prefix(of: catalog)
    }

    private static let entries = ["manifest.json", "index.json", "repositories"]

    private static func prefix(of catalog: any MemberCatalog) -> String {
        if entries.contains(where: catalog.contains) { return "" }
        let folders = Set(
            catalog.names.compactMap { name -> Substring? in
                let parts = name.split(separator: "/")
                return parts.count == 2 && entries.contains(String(parts[1])) ? parts[0] : nil
            })
        return folders.count == 1 ? folders.first.map { $0 + "/" } ?? "" : ""
    }

    /// Reads what there is. Throws when the archive as a whole is no image archive.
    mutating func assemble(isDirectory: Bool) throws(ImageError) -> ArchiveFormat {
        let manifest = try value("manifest.json")
        let hasIndex = try value("index.json") != nil
        if let manifest, DocumentKind(of: manifest) == .manifest, !hasIndex {
            try assembleDockerDirectory(manifest)
            return .dockerDirectory
        }
        if let manifest, case .array = manifest {
            try assembleDocker(manifest)
            // Other platforms and the manifests' digests are only in the index; it may be wrong or dangle.
            if hasIndex { assembleIndex(besideDocker: true) }
            return hasIndex ? .dockerHybrid : .dockerArchive
        }
        if hasIndex {
            assembleIndex(besideDocker: false)
            return isDirectory ? .ociLayout : .ociArchive
        }
        if let repositories = try value("repositories") {
            try assembleLegacy(repositories)
            return .dockerLegacy
        }
        throw notAnImage()
    }

    private func notAnImage() -> ImageError {
        let isRootFilesystem = ["etc/passwd", "etc/os-release", "bin/sh", "usr/bin/env"].contains(
            where: catalog.contains)
        if isRootFilesystem {
            return ImageError(
                .notAnImage,
                "is a root filesystem, not an image archive: layers and configuration are missing. "
                    + "Write it with «docker save IMAGE», not «docker export»",
                source: catalog.source)
        }
        let found = catalog.names.isEmpty ? "is empty" : "holds \(catalog.names.count) members"
        return ImageError(
            .notAnImage,
            "\(found), but no manifest.json, index.json or repositories: expected what «docker save», "
                + "«podman save» or an OCI layout writes",
            source: catalog.source)
    }

    // MARK: - Documents

    /// The largest honest ones, provenance with every material, have some ten thousand values; this many take 50 MB.
    private static let documentLimits = JSONLimits(values: 400_000)

    /// What all documents together may have is used up.
    var isExhausted: Bool {
        documentBytes >= Assembly.documentBytesLimit || historyEntries > Assembly.historyLimit
    }

    /// A document's bytes; nil when it is not there.
    mutating func document(_ name: String) throws(ImageError) -> [UInt8]? {
        guard documentBytes < Assembly.documentBytesLimit else {
            throw ImageError(
                .limit,
                "has documents that name others so often that \(Assembly.documentBytesLimit) bytes of them were read; "
                    + "the rest is not", source: catalog.source)
        }
        let bytes = try catalog.document(prefix + name)
        documentBytes += Int64(bytes?.count ?? 0)
        return bytes
    }

    /// A member parsed; nil when it is not there.
    mutating func value(_ name: String) throws(ImageError) -> JSONValue? {
        guard let bytes = try document(name) else { return nil }
        return try parse(bytes, name)
    }

    func parse(_ bytes: [UInt8], _ name: String) throws(ImageError) -> JSONValue {
        do throws(JSONError) {
            return try JSONReader.parse(bytes, limits: Assembly.documentLimits)
        } catch {
            throw ImageError(.document, "is no valid JSON: \(error)", source: catalog.source, member: name)
        }
    }

    /// A document as its type.
    func read<Document: ImageDocument>(_ value: JSONValue, _ name: String) throws(ImageError) -> Document {
        do throws(FormatError) {
            return try Document(value, document: name)
        } catch {
            throw ImageError(.document, "cannot be used: \(error)", source: catalog.source, member: name)
        }
    }

    /// A configuration and the digest of its bytes.
    mutating func config(_ bytes: [UInt8], _ name: String) throws(ImageError) -> (config: ImageConfig, id: Digest) {
        let id = SHAHasher.hash(bytes)
        if let known = configs[id] { return (known, id) }
        let config: ImageConfig = try read(try parse(bytes, name), name)
        configs[id] = config
        return (config, id)
    }

    /// Which entry of a history made which layer.
    mutating func history(
        _ entries: [HistoryEntry], layerCount: Int, _ name: String
    ) throws(ImageError) -> LayerHistory {
        historyEntries += entries.count
        guard historyEntries <= Assembly.historyLimit else {
            throw ImageError(
                .limit, "is of no use: all images together have more than \(Assembly.historyLimit) history entries",
                source: catalog.source, member: name)
        }
        return History.map(entries, layerCount: layerCount)
    }

    func missing(_ name: String, _ role: String) -> ImageError {
        ImageError(
            .document, "names the \(role) \(name), which the archive does not hold; save the image again",
            source: catalog.source)
    }

    // MARK: - Images

    /// Keeps why an image cannot be put together; once, when one reason is that of many.
    mutating func fail(_ error: ImageError) {
        if failures.last != error { failures.append(error) }
    }

    func tooManyImages(_ member: String) -> ImageError {
        ImageError(
            .limit, "lists more than \(Assembly.imageLimit) images; the rest is not read", source: catalog.source,
            member: member)
    }

    /// Fills in what history says of the layers, and what the configuration says of their digests.
    mutating func add(_ image: Image) {
        var image = image
        let diffIDs = image.config.diffIDs
        if diffIDs.count == image.layers.count {
            for index in image.layers.indices { image.layers[index].diffID = diffIDs[index] }
        } else if !diffIDs.isEmpty {
            image.unmatchedDiffIDs = diffIDs
            notes.append(
                ArchiveNote(
                    code: "layer-count",
                    message: "the configuration lists \(diffIDs.count) layers, the manifest \(image.layers.count); "
                        + "they are matched by their computed hashes",
                    member: image.references.first ?? image.id?.short ?? ""))
        }
        for index in image.layers.indices {
            image.layers[index].instruction = image.history.instruction(ofLayer: index)
        }
        if let id = image.id {
            let key = ImageKey(id: id, members: image.layers.map(\.member))
            if let known = places[key] {
                addReferences(image.references, to: known)
                return
            }
            places[key] = images.count
            firstOfID[id] = firstOfID[id] ?? images.count
        }
        images.append(image)
    }

    private mutating func addReferences(_ references: [String], to index: Int) {
        for reference in references where !images[index].references.contains(reference) {
            images[index].references.append(reference)
        }
    }

    /// A layer's bytes, or why they are not there.
    func layer(_ name: String, digest: Digest?, mediaType: String?, isForeign: Bool) throws(ImageError) -> ImageLayer {
        let full = prefix + MemberName.clean(name)
        if let blob = try catalog.blob(full) {
            return ImageLayer(member: blob.name, place: blob.place, digest: digest, mediaType: mediaType)
        }
        return ImageLayer(
            member: full, absence: isForeign ? .foreign : .missing(name: name), digest: digest, mediaType: mediaType)
    }
}
