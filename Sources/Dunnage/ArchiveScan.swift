// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import FactCache
internal import ImageFormat
internal import ImageReading
internal import Jobs
internal import LayerScan
internal import SecretScan

/// Reads one archive and scans every layer that a chosen image needs, each one once.
struct ArchiveScan {
    private let scanner: LayerScanner
    private let pool: JobPool
    private let options: AnalysisOptions
    private let reuse: FactReuse

    /// - Parameters:
    ///   - secrets: what looks for secrets in files; nil for not at all.
    ///   - names: what takes secrets out of names; nil for what looks for secrets in files.
    ///   - recordsHashes: makes the hashes that package databases record, of every file.
    ///   - memory: where facts are kept for further archives of the run; nil when there are none.
    init(
        _ options: AnalysisOptions, secrets: SecretEngine?, names: SecretEngine? = nil, recordsHashes: Bool = false,
        memory: FactMemory? = nil, progress: ScanProgress = ScanProgress()
    ) {
        self.options = options
        pool = JobPool(jobs: options.jobs)
        let scanOptions = ScanOptions(
            verify: options.verify, secrets: secrets, names: names, nested: options.nested,
            recordsHashes: recordsHashes, limits: options.limits)
        scanner = LayerScanner(options: scanOptions, pool: pool, progress: progress)
        reuse = FactReuse(scanOptions, memory: memory, directory: options.cache)
    }

    /// The images, and the archive they came from. Throws when there is nothing to report on.
    func run(_ source: ImageSource) throws(ImageError) -> (OpenedArchive, [ScannedImage]) {
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
        var plans: [String: DigestPlan] = [:]
        for image in images {
            for layer in image.layers {
                // Which of the listed diffIDs is this layer's is known by its hash alone when the counts differ.
                let listed = layer.diffID.map { [$0] } ?? image.unmatchedDiffIDs
                var plan = DigestPlan(digest: layer.digest, diffID: nil)
                if !listed.isEmpty { plan.tar = Set(listed.map(\.algorithm)) }
                plans[layer.member, default: plan].formUnion(plan)
            }
        }
        var pending: [String: PendingScan] = [:]
        for layer in images.flatMap(\.layers) where pending[layer.member] == nil {
            switch layer.place {
            case .memory(let contents):
                let plan = plans[layer.member] ?? DigestPlan()
                pending[layer.member] = scanner.begin(
                    contents, digests: plan,
                    known: reuse.known(contents, promise: BlobPromise(layer), digests: plan))
            case .candidate(let number): pending[layer.member] = candidates.scans[number]
            case nil: break
            }
        }
        pool.drain()
        scanner.forgetContents()
        let contentKeys = pending.compactMapValues(\.contentKey)
        let facts = pending.mapValues { $0.facts() }
        keep(facts, contentKeys, of: images, in: opened)
        // Beside what is made of the facts, where a core is free for it.
        if pool.jobs > 1 { pool.submit(.shard) { opened.releasePages() } }
        return (opened, images.map { scanned($0, facts) })
    }

    /// Keeps what was learned of layers that lay in memory, if they lay still. What streamed by is not kept: what it
    /// would be looked up by is known when it has passed.
    private func keep(
        _ facts: [String: LayerFacts], _ contentKeys: [String: [UInt8]], of images: [Image], in archive: OpenedArchive
    ) {
        var seen: Set<String> = []
        let layers = images.flatMap(\.layers).filter { layer in
            guard case .memory = layer.place, contentKeys[layer.member] != nil else { return false }
            return seen.insert(layer.member).inserted
        }
        guard !layers.isEmpty, archive.change() == nil else { return }
        for layer in layers {
            guard let found = facts[layer.member], let contentKey = contentKeys[layer.member] else { continue }
            pool.submit(.shard) { [reuse] in
                reuse.keep(found, contentKey: contentKey, promise: BlobPromise(layer))
            }
        }
        pool.drain()
    }

    private func scanned(_ image: Image, _ facts: [String: LayerFacts]) -> ScannedImage {
        var result = ScannedImage(image: image, facts: [], verified: [], mismatches: [], unchecked: [], gaps: [])
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
            result.verified.append(options.verify ? verify(index, layer, found, &result) : nil)
        }
        return result
    }

    /// Compares what the documents promise of a layer with what its bytes are; nil when there is nothing to compare.
    private func verify(_ index: Int, _ layer: ImageLayer, _ found: LayerFacts, _ result: inout ScannedImage) -> Bool? {
        var isRight: Bool?
        let promises = [
            (role: "digest", expected: layer.digest, found: found.blobDigests),
            (role: "diffID", expected: layer.diffID, found: found.diffIDs),
        ]
        for promise in promises {
            guard let expected = promise.expected else { continue }
            guard let digest = promise.found[expected.algorithm] else {
                // That it was not read to its end is said already.
                if found.failure != nil { continue }
                result.unchecked.append(
                    "layer \(index): its \(promise.role) \(expected.algorithm.rawValue):… could not be compared, because "
                        + "the archive streamed by before that was known; give the archive as a file")
                continue
            }
            isRight = isRight != false && digest == expected
            if digest != expected {
                result.mismatches.append(
                    LayerMismatch(layer: index, role: promise.role, expected: expected, found: digest))
            }
        }
        if !result.image.unmatchedDiffIDs.isEmpty, layer.diffID == nil, let digest = found.diffIDs.usual {
            isRight = false
            result.mismatches.append(LayerMismatch(layer: index, role: "diffID", expected: nil, found: digest))
        }
        return isRight
    }

    /// When the documents disagree on the number of layers, each layer takes the diffID that its bytes have.
    private func assignDiffIDs(_ image: inout Image, _ facts: [String: LayerFacts]) {
        guard !image.unmatchedDiffIDs.isEmpty else { return }
        for index in image.layers.indices {
            guard let found = facts[image.layers[index].member]?.diffIDs else { continue }
            image.layers[index].diffID = image.unmatchedDiffIDs.first { found.contains($0) }
        }
    }
}

extension BlobPromise {
    fileprivate init(_ layer: ImageLayer) {
        self.init(digest: layer.digest, diffID: layer.diffID, name: layer.namedDigest)
    }
}
