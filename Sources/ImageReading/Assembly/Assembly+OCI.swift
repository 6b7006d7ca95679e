// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageFormat
internal import JSONText

extension Assembly {
    /// A descriptor on the way through nested indexes.
    private struct Step {
        var descriptor: Descriptor
        var names: [String]
        /// The indexes above it.
        var path: [Digest] = []
        /// Those of them that are not what their digests promise.
        var mismatches: [DocumentMismatch] = []
    }

    /// What was visited: a second time it is only for other names.
    private struct Visit: Hashable {
        var digest: Digest
        var names: [String]
    }

    /// Indexes may nest; no writer goes beyond two.
    private static let depthLimit = 8

    /// Walks `index.json`. Beside a Docker manifest only what that one lacks is taken: other platforms, the
    /// manifests' digests, attestations; and what dangles there says nothing.
    /// Source: OCI image-spec, image-layout.md and image-index.md.
    mutating func assembleIndex(besideDocker: Bool) {
        var steps: [Step] = []
        do throws(ImageError) {
            guard let value = try value("index.json") else { return }
            let index: ImageIndex = try read(value, "index.json")
            steps = index.manifests.map { Step(descriptor: $0, names: $0.name.map { [$0] } ?? []) }
            if steps.isEmpty, !besideDocker {
                throw ImageError(.notAnImage, "lists no image", source: catalog.source, member: "index.json")
            }
        } catch {
            if besideDocker {
                note("index", "index.json cannot be used: \(error.what)")
            } else {
                fail(error)
            }
            return
        }
        var seen: Set<Digest> = []
        var visits: Set<Visit> = []
        var statements: [(digest: Digest, provenance: Provenance)] = []
        var position = 0
        while position < steps.count, position < Assembly.imageLimit {
            let step = steps[position]
            position += 1
            guard !step.path.contains(step.descriptor.digest) else {
                if !besideDocker { fail(listsItself(step.descriptor.digest)) }
                continue
            }
            let isNew = seen.insert(step.descriptor.digest).inserted
            let isNamed = visits.insert(Visit(digest: step.descriptor.digest, names: step.names)).inserted
            guard isNew || isNamed && !step.names.isEmpty else { continue }
            do throws(ImageError) {
                // What an index lists takes its place, so that images come in the order of the documents.
                steps.insert(contentsOf: try visit(step, besideDocker, &statements), at: position)
                // One more says that there are more.
                if steps.count > Assembly.imageLimit { steps.removeLast(steps.count - Assembly.imageLimit - 1) }
            } catch {
                if !besideDocker || error.code == .limit && isExhausted { fail(error) }
            }
        }
        if position < steps.count {
            note("index", "more than \(Assembly.imageLimit) manifests; the rest is not read")
        }
        for (digest, provenance) in statements {
            for index in images.indices where images[index].manifestDigest == digest {
                images[index].provenance = provenance
            }
        }
    }

    /// Its digest cannot be true then.
    private func listsItself(_ digest: Digest) -> ImageError {
        ImageError(
            .document, "is an index that lists itself", source: catalog.source, member: Assembly.blobName(digest))
    }

    private mutating func visit(
        _ step: Step, _ besideDocker: Bool, _ statements: inout [(digest: Digest, provenance: Provenance)]
    ) throws(ImageError) -> [Step] {
        let descriptor = step.descriptor
        let name = Assembly.blobName(descriptor.digest)
        guard let bytes = try document(name) else {
            // Docker's containerd store lists platforms whose blobs it never pulled.
            note(
                "absent-platform",
                "\(descriptor.platform.map { "\($0)" } ?? "a manifest") is listed but not in the archive", name)
            return []
        }
        let value = try parse(bytes, name)
        switch DocumentKind(of: value) {
        case .index:
            guard step.path.count < Assembly.depthLimit else {
                throw ImageError(.document, "nests indexes too deep", source: catalog.source, member: name)
            }
            let index: ImageIndex = try read(value, name)
            var mismatches = step.mismatches
            if let found = Assembly.recomputed(bytes, descriptor.digest, SHAHasher.hash(bytes)) {
                mismatches.append(
                    DocumentMismatch(role: "index", member: name, expected: descriptor.digest, found: found))
            }
            let path = step.path + [descriptor.digest]
            return index.manifests.map { child in
                Step(
                    descriptor: child, names: child.name.map { [$0] } ?? step.names, path: path,
                    mismatches: mismatches)
            }
        case .manifest:
            let manifest: ImageManifest = try read(value, name)
            if descriptor.isAttestation || manifest.isAttestation {
                guard let subject = descriptor.attestedDigest ?? manifest.subject?.digest else { return [] }
                if let provenance = provenance(manifest) { statements.append((subject, provenance)) }
            } else if manifest.isImage {
                try addManifest(manifest, bytes, name, step, besideDocker)
            } else {
                note(
                    "artifact", "an artifact that is no container image (\(manifest.config.mediaType ?? "unknown"))",
                    name)
            }
        default:
            throw ImageError(.document, "is neither a manifest nor an index", source: catalog.source, member: name)
        }
        return []
    }

    private mutating func addManifest(
        _ manifest: ImageManifest, _ bytes: [UInt8], _ name: String, _ step: Step, _ besideDocker: Bool
    ) throws(ImageError) {
        let digest = step.descriptor.digest
        if besideDocker, let known = firstOfID[manifest.config.digest] {
            images[known].manifestDigest = images[known].manifestDigest ?? digest
            images[known].annotations.merge(manifest.annotations) { first, _ in first }
            images[known].references += step.names.filter { name in
                !images[known].references.contains {
                    $0 == name || $0.hasSuffix(":" + name) || name.hasSuffix("/" + $0)
                }
            }
            return
        }
        let configName = Assembly.blobName(manifest.config.digest)
        guard let configBytes = try document(configName) else {
            if besideDocker || step.descriptor.platform != nil && !images.isEmpty {
                note("absent-platform", "the configuration of a listed image is not in the archive", configName)
                return
            }
            throw missing(configName, "configuration")
        }
        let (config, id) = try config(configBytes, configName)
        var layers: [ImageLayer] = []
        for layer in manifest.layers {
            layers.append(
                try self.layer(
                    Assembly.blobName(layer.digest), digest: layer.digest, mediaType: layer.mediaType,
                    isForeign: layer.isForeign))
        }
        // Docker 25.0 wrote OCI manifests that list no layers beside a right manifest.json.
        if besideDocker, layers.count != config.diffIDs.count || layers.contains(where: { $0.place == nil }) {
            note("absent-platform", "a listed image is not whole in the archive", name)
            return
        }
        var image = Image(
            references: step.names, id: id, manifestDigest: digest,
            platform: config.platform ?? step.descriptor.platform, config: config, layers: layers,
            history: try history(config.history, layerCount: layers.count, configName))
        image.mismatches = step.mismatches
        image.annotations = manifest.annotations.merging(step.descriptor.annotations) { first, _ in first }
        if let found = Assembly.recomputed(bytes, digest, SHAHasher.hash(bytes)) {
            image.mismatches.append(DocumentMismatch(role: "manifest", member: name, expected: digest, found: found))
        }
        if let found = Assembly.recomputed(configBytes, manifest.config.digest, id) {
            image.mismatches.append(
                DocumentMismatch(role: "config", member: configName, expected: manifest.config.digest, found: found))
        }
        add(image)
    }

    /// The provenance statement among an attestation's layers; nil when there is none that can be read.
    private mutating func provenance(_ manifest: ImageManifest) -> Provenance? {
        for layer in manifest.layers {
            let name = Assembly.blobName(layer.digest)
            guard statementBytes < Assembly.documentBytesLimit else {
                note("provenance", "more than \(Assembly.documentBytesLimit) bytes of statements; the rest is not read")
                return nil
            }
            guard let bytes = try? catalog.document(prefix + name) else { continue }
            statementBytes += Int64(bytes.count)
            if case .provenance(let provenance) = try? Attestation(parsing: bytes, document: name) { return provenance }
        }
        return nil
    }

    static func blobName(_ digest: Digest) -> String { "blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    private mutating func note(_ code: String, _ message: String, _ member: String = "") {
        let note = ArchiveNote(code: code, message: message, member: member)
        if !notes.contains(note) { notes.append(note) }
    }
}
