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

    /// A member parsed; nil when it is not there.
    func value(_ name: String) throws(ImageError) -> JSONValue? {
        guard let bytes = try catalog.document(prefix + name) else { return nil }
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

    func missing(_ name: String, _ role: String) -> ImageError {
        ImageError(
            .document, "names the \(role) \(name), which the archive does not hold; save the image again",
            source: catalog.source)
    }

    // MARK: - Images

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
        if let known = images.firstIndex(where: {
            $0.id != nil && $0.id == image.id && $0.layers.map(\.member) == image.layers.map(\.member)
        }) {
            images[known].references += image.references.filter { !images[known].references.contains($0) }
            return
        }
        images.append(image)
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
