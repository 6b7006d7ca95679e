// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import ImageFormat
internal import ImageReading
internal import Jobs
internal import LayerScan

/// Reads one archive and scans every layer that a chosen image needs, each one once.
struct ArchiveScan {
    let scanner: LayerScanner
    let pool: JobPool
    let options: AnalysisOptions

    /// The images, and the archive they came from. Throws when there is nothing to report on.
    func run(_ source: ImageSource, archive index: Int) throws(ImageError) -> (OpenedArchive, [ScannedImage]) {
        let candidates = CandidateScans(scanner)
        let opener = ArchiveOpener(limits: options.limits, maps: options.maps)
        let opened: OpenedArchive
        let images: [Image]
        do throws(ImageError) {
            opened = try opener.open(source, candidates: candidates)
            images = try options.choice.select(from: opened)
        } catch {
            // Shards of what streamed by may still run; nobody wants their results.
            pool.drain()
            throw error
        }
        var pending: [String: PendingScan] = [:]
        for layer in images.flatMap(\.layers) where pending[layer.member] == nil {
            switch layer.place {
            case .memory(let contents):
                pending[layer.member] = scanner.begin(
                    contents, algorithm: layer.digest?.algorithm ?? .sha256,
                    diffAlgorithm: layer.diffID?.algorithm ?? .sha256)
            case .candidate(let number): pending[layer.member] = candidates.scans[number]
            case nil: break
            }
        }
        pool.drain()
        let facts = pending.mapValues { $0.facts() }
        return (opened, images.map { scanned($0, facts, archive: index) })
    }

    private func scanned(_ image: Image, _ facts: [String: LayerFacts], archive: Int) -> ScannedImage {
        var result = ScannedImage(archive: archive, image: image, facts: [], verified: [], mismatches: [], gaps: [])
        assignDiffIDs(&result.image, facts)
        for (index, layer) in result.image.layers.enumerated() {
            guard let found = facts[layer.member] else {
                result.facts.append(LayerFacts())
                result.verified.append(nil)
                if case .missing(let name) = layer.absence {
                    result.gaps.append("layer \(index) is missing: the archive does not hold \(name)")
                }
                continue
            }
            result.facts.append(found)
            if let failure = found.failure {
                result.gaps.append("layer \(index) \(failure.what)" + (failure.offset.map { " at byte \($0)" } ?? ""))
            }
            let mismatches = [
                ArchiveScan.mismatch(index, "digest", layer.digest, found.blobDigest),
                ArchiveScan.mismatch(index, "diffID", layer.diffID, found.diffID),
            ].compactMap(\.self)
            result.mismatches += mismatches
            let isKnown = layer.digest != nil || layer.diffID != nil
            result.verified.append(options.verify && isKnown ? mismatches.isEmpty : nil)
        }
        return result
    }

    private static func mismatch(_ layer: Int, _ role: String, _ expected: Digest?, _ found: Digest?) -> LayerMismatch?
    {
        // A piped layer is hashed before its documents are known: only the usual algorithm can be compared.
        guard let expected, let found, expected.algorithm == found.algorithm, expected != found else { return nil }
        return LayerMismatch(layer: layer, role: role, expected: expected, found: found)
    }

    /// When the documents disagree on the number of layers, each layer takes the diffID that its bytes have.
    private func assignDiffIDs(_ image: inout Image, _ facts: [String: LayerFacts]) {
        guard !image.unmatchedDiffIDs.isEmpty else { return }
        let known = Set(image.unmatchedDiffIDs)
        for index in image.layers.indices {
            guard let diffID = facts[image.layers[index].member]?.diffID, known.contains(diffID) else { continue }
            image.layers[index].diffID = diffID
        }
    }
}
