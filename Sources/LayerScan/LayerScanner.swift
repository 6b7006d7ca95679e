// SPDX-License-Identifier: Apache-2.0
public import Archives
internal import Digests
public import Jobs

/// Scans layers: one decode, one walk, every core.
///
/// A layer is walked sequentially (headers only, where the content lies in memory); its contents are looked at in
/// shards on any core, its digests computed beside. The facts are the same whatever the number of jobs.
public final class LayerScanner: Sendable {
    /// Uncompressed bytes that may wait in memory for a core.
    private static let bytesInFlight = 16 << 20

    public let options: ScanOptions
    private let pool: JobPool
    private let budget: ByteBudget
    private let unpacked = UnpackedBytes()
    private let searched = SearchedContents()
    public let progress: ScanProgress

    public init(options: ScanOptions, pool: JobPool, progress: ScanProgress = ScanProgress()) {
        self.options = options
        self.pool = pool
        self.progress = progress
        budget = ByteBudget(pool: pool, limit: LayerScanner.bytesInFlight)
    }

    /// Starts the scan of a layer that lies in memory. Drain the pool, then ask for the facts.
    ///
    /// - Parameter known: asked first, on the core that would scan: facts that it has stand for the scan.
    public func begin(
        _ contents: Chunk, digests: DigestPlan = DigestPlan(), known: (@Sendable () -> LayerFacts?)? = nil
    ) -> PendingScan {
        let collector = LayerCollector(options)
        progress.expectLayer(stored: Int64(contents.count))
        pool.submit(.walk) { [self] in
            let compression = contents.withBytes { Compression.sniff($0) }
            if var facts = known?() {
                // What all layers may unpack to does not depend on who unpacked them.
                if compression != .none {
                    do throws(ArchiveError) {
                        try unpacked.add(stored: facts.storedSize, unpacked: facts.tarSize, options.limits)
                    } catch {
                        facts.failure = error
                    }
                }
                collector.set(known: facts)
                progress.addReusedLayer(stored: Int64(contents.count), bytes: facts.tarSize)
            } else if compression == .none {
                walkInPlace(contents, digests, collector)
            } else {
                walkStream(WatchedSource(MapSource(contents), progress), digests, collector)
            }
            progress.addLayer()
        }
        return PendingScan(collector: collector)
    }

    /// Scans a layer that streams by, on this thread with the pool's help. The stream is read to its end. Drain the
    /// pool, then ask for the facts.
    public func scan(_ source: any ChunkSource, digests: DigestPlan = DigestPlan()) -> PendingScan {
        let collector = LayerCollector(options)
        progress.expectLayer(stored: nil)
        walkStream(source, digests, collector)
        progress.addLayer()
        return PendingScan(collector: collector)
    }

    /// A plain tar in memory: contents are looked at where they lie.
    private func walkInPlace(_ contents: Chunk, _ digests: DigestPlan, _ collector: LayerCollector) {
        if options.verify {
            for algorithm in digests.blob.union(digests.tar) {
                pool.submit(.shard) {
                    var hasher = SHAHasher(algorithm)
                    contents.withBytes { hasher.update($0) }
                    collector.set(plain: hasher)
                }
            }
        }
        sampleInPlace(contents, collector)
        var walk = LayerWalk(scanner: self, collector: collector, inPlace: true)
        do throws(ArchiveError) {
            try options.limits.allow(layerOf: Int64(contents.count))
            if !contents.isEmpty {
                var reader = try TarReader(contents)
                try walk.run(&reader)
            }
        } catch {
            walk.facts.failure = error
        }
        walk.flush()
        walk.facts.storedSize = Int64(contents.count)
        walk.facts.tarSize = Int64(contents.count)
        collector.set(walked: walk.facts)
    }

    /// Deflates samples of a plain tar, a few dozen to a job: about 3 ms each.
    private func sampleInPlace(_ contents: Chunk, _ collector: LayerCollector) {
        var offset = SampledCompression.sample(from: 0)
        while offset < contents.count {
            var offsets: [Int] = []
            while offset < contents.count, offsets.count < 64 {
                offsets.append(Int(offset))
                offset = SampledCompression.sample(from: offset + Int64(DeflateSampler.limit))
            }
            pool.submit(.shard) { [offsets] in
                let sampler = DeflateSampler()
                var samples = SampledCompression()
                for offset in offsets {
                    let start = max(0, offset - DeflateSampler.window)
                    let end = min(contents.count, offset + DeflateSampler.limit)
                    let size = contents.slice(start..<end).withBytes {
                        sampler.deflatedSize($0, from: offset - start)
                    }
                    if let size { samples.add(at: Int64(offset), count: end - offset, deflatedSize: size) }
                }
                collector.add(samples)
            }
        }
    }

    /// Anything else: blob bytes → digest → decoder → digest → tar reader, drained to the end.
    private func walkStream(_ source: any ChunkSource, _ digests: DigestPlan, _ collector: LayerCollector) {
        var walk = LayerWalk(scanner: self, collector: collector, inPlace: false)
        let stored = CountingSource(source)
        let blob = HashingChain(stored, options.verify ? digests.blob : [], pool: pool)
        var tar: HashingChain?
        var plain: CountingSource?
        var samples: SamplingSource?
        do throws(ArchiveError) {
            let peeked = try PeekedSource(blob.output)
            walk.facts.compression = peeked.compression
            let decoded = try Decoder.source(peeked, peeked.compression, limits: options.limits, together: unpacked)
            let counted = CountingSource(decoded)
            plain = counted
            // A plain tar's digests are its blob's: hashing it once is enough.
            let wanted = peeked.compression == .none ? digests.tar.subtracting(digests.blob) : digests.tar
            let hashed = HashingChain(counted, options.verify ? wanted : [], pool: pool)
            tar = hashed
            if peeked.compression == .none { samples = SamplingSource(hashed.output) }
            if !peeked.isEmpty {
                let content: any ChunkSource = samples ?? hashed.output
                do throws(ArchiveError) {
                    var reader = try TarReader(content)
                    try walk.run(&reader)
                } catch {
                    walk.facts.failure = error
                }
                try content.drain()
                try options.limits.allow(layerOf: counted.count)
            }
        } catch {
            if walk.facts.failure == nil { walk.facts.failure = error }
        }
        do throws(ArchiveError) {
            try blob.output.drain()
        } catch {
            if walk.facts.failure == nil { walk.facts.failure = error }
        }
        walk.flush()
        if let samples { collector.add(samples.result) }
        walk.facts.storedSize = stored.count
        walk.facts.tarSize = plain?.count ?? 0
        walk.facts.blobDigests = blob.digests()
        collector.set(contentKey: blob.contentKey())
        // What a limit stopped was hashed in part: that says nothing.
        let isStopped = walk.facts.failure?.code == .limit
        walk.facts.diffIDs = isStopped ? DigestSet() : tar?.digests() ?? DigestSet()
        if walk.facts.compression == .none {
            let both = [walk.facts.blobDigests, walk.facts.diffIDs]
            for digests in both {
                walk.facts.blobDigests.formUnion(digests)
                walk.facts.diffIDs.formUnion(digests)
            }
        }
        collector.set(walked: walk.facts)
    }

    /// To be called when all layers of an archive are scanned: lets go of its memory.
    public func forgetContents() { searched.removeAll() }

    /// Hands a shard to the next free core; `waits` tells whether its bytes are memory of their own.
    func submit(_ shard: Shard, waits: Bool, to collector: LayerCollector) {
        guard !shard.spans.isEmpty else { return }
        if waits { budget.take(shard.cost) }
        pool.submit(.shard) { [options, budget, searched] in
            collector.add(
                shard.run(
                    secrets: options.secrets, nested: collector.nested, searched: waits ? nil : searched))
            if waits { budget.giveBack(shard.cost) }
        }
    }
}
