// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageFormat
internal import JSONText

extension Assembly {
    /// `manifest.json` as an array of images: every writer of «docker-archive».
    mutating func assembleDocker(_ manifest: JSONValue) throws(ImageError) {
        let entries: [DockerManifestEntry]
        do throws(FormatError) {
            entries = try DockerManifestEntry.list(manifest, document: "manifest.json")
        } catch {
            throw ImageError(.document, "cannot be used: \(error)", source: catalog.source, member: "manifest.json")
        }
        guard !entries.isEmpty else {
            throw ImageError(.notAnImage, "lists no image", source: catalog.source, member: "manifest.json")
        }
        for entry in entries.prefix(Assembly.imageLimit) {
            do throws(ImageError) {
                add(try dockerImage(entry))
            } catch {
                fail(error)
            }
        }
        if entries.count > Assembly.imageLimit { fail(tooManyImages("manifest.json")) }
        if images.isEmpty, let failure = failures.first { throw failure }
    }

    private mutating func dockerImage(_ entry: DockerManifestEntry) throws(ImageError) -> Image {
        let name = MemberName.clean(entry.config)
        guard let bytes = try document(name) else { throw missing(entry.config, "configuration") }
        let (config, id) = try config(bytes, name)
        var layers: [ImageLayer] = []
        for (index, layer) in entry.layers.enumerated() {
            let diffID = config.diffIDs.count == entry.layers.count ? config.diffIDs[index] : nil
            let source = diffID.flatMap { entry.layerSources[$0] }
            layers.append(
                try self.layer(
                    layer, digest: Assembly.digest(ofBlobName: layer), mediaType: source?.mediaType,
                    isForeign: source?.isForeign ?? false))
        }
        var image = Image(
            references: entry.repoTags, id: id, platform: config.platform, config: config, layers: layers,
            history: try history(config.history, layerCount: layers.count, name))
        if let expected = Assembly.digest(ofConfigName: name), let found = Assembly.recomputed(bytes, expected, id) {
            image.mismatches.append(DocumentMismatch(role: "config", member: name, expected: expected, found: found))
        }
        return image
    }

    /// What the bytes really hash to, when that is not `expected`.
    static func recomputed(_ bytes: [UInt8], _ expected: Digest, _ sha256: Digest) -> Digest? {
        let found = expected.algorithm == .sha256 ? sha256 : SHAHasher.hash(bytes, expected.algorithm)
        return found == expected ? nil : found
    }

    /// `blobs/sha256/<hex>` promises the digest of the stored bytes; other names promise nothing.
    static func digest(ofBlobName name: String) -> Digest? {
        let parts = MemberName.clean(name).split(separator: "/")
        guard parts.count >= 3, parts[parts.count - 3] == "blobs",
            let algorithm = Digest.Algorithm(rawValue: String(parts[parts.count - 2]))
        else { return nil }
        return Digest(algorithm, hex: parts[parts.count - 1])
    }

    /// `<hex>.json` (Docker, podman), `sha256:<hex>` (crane, kaniko) and `blobs/sha256/<hex>` promise the
    /// configuration's digest.
    static func digest(ofConfigName name: String) -> Digest? {
        if let digest = digest(ofBlobName: name) { return digest }
        if let digest = Digest(name) { return digest }
        return name.hasSuffix(".json") ? Digest(.sha256, hex: name.dropLast(5)) : nil
    }

    /// One manifest beside blobs that are named by bare hex. Source: containers/image, «dir:» transport.
    mutating func assembleDockerDirectory(_ value: JSONValue) throws(ImageError) {
        let manifest: ImageManifest = try read(value, "manifest.json")
        let name = manifest.config.digest.hex
        guard let bytes = try document(name) else { throw missing(name, "configuration") }
        let (config, id) = try config(bytes, name)
        var layers: [ImageLayer] = []
        for layer in manifest.layers {
            layers.append(
                try self.layer(
                    layer.digest.hex, digest: layer.digest, mediaType: layer.mediaType, isForeign: layer.isForeign))
        }
        var image = Image(
            references: [], id: id, platform: config.platform, config: config, layers: layers,
            history: try history(config.history, layerCount: layers.count, name))
        image.annotations = manifest.annotations
        image.manifestDigest = try document("manifest.json").map { SHAHasher.hash($0) }
        if let found = Assembly.recomputed(bytes, manifest.config.digest, id) {
            image.mismatches.append(
                DocumentMismatch(role: "config", member: name, expected: manifest.config.digest, found: found))
        }
        add(image)
    }
}
