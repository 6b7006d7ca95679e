// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import Jobs
internal import LayerTree
internal import SecretScan

/// Gathers what the walk and the shards of one layer bring, in whatever order, and puts it in order.
final class LayerCollector: Sendable {
    private struct State {
        var facts = LayerFacts()
        var results: [ShardResult] = []
        var samples = SampledCompression()
        var contentKey: [UInt8]?
        var known: LayerFacts?
    }

    private let state = Condition(State())
    /// What the archives inside the layer may unpack to.
    let nested: NestedBudget

    private let names: SecretEngine?

    init(_ options: ScanOptions) {
        nested = NestedBudget(limits: options.limits)
        names = options.names
    }

    func add(_ result: ShardResult) { state.withLock { $0.results.append(result) } }

    func add(_ samples: SampledCompression) { state.withLock { $0.samples.add(samples) } }

    /// Takes facts that stand for the whole scan.
    func set(known facts: LayerFacts) { state.withLock { $0.known = facts } }

    /// Takes what `SHAHasher.contentKey` says of the blob.
    func set(contentKey: [UInt8]?) { state.withLock { $0.contentKey = contentKey } }

    /// nil when facts of an earlier scan stand in, and where no SHA-256 of the blob was computed.
    var contentKey: [UInt8]? { state.withLock { $0.contentKey } }

    /// Takes the hash of a plain tar, whose blob it is too.
    func set(plain hasher: SHAHasher) {
        let digest = hasher.finish()
        state.withLock { state in
            if digest.algorithm == .sha256 { state.contentKey = hasher.contentKey() }
            state.facts.diffIDs.insert(digest)
            state.facts.blobDigests.insert(digest)
        }
    }

    /// Takes over what the walk itself learned; digests that other jobs set stay.
    func set(walked facts: LayerFacts) {
        state.withLock { state in
            let (blobDigests, diffIDs) = (state.facts.blobDigests, state.facts.diffIDs)
            state.facts = facts
            state.facts.blobDigests.formUnion(blobDigests)
            state.facts.diffIDs.formUnion(diffIDs)
        }
    }

    /// The merged facts. To be called once, when every job of the layer is done.
    func finish() -> LayerFacts {
        let state = self.state.withLock { state -> State in
            defer { state = State() }
            return state
        }
        if let known = state.known { return known }
        let (walked, results, samples) = (state.facts, state.results, state.samples)
        var facts = walked
        if facts.compression == .none { facts.sampledCompression = samples }
        for result in results {
            for (entry, hash) in result.hashes { facts.entries.entries[Int(entry)].hash = hash }
        }
        facts.probes = results.flatMap(\.probes).sorted { $0.entry < $1.entry }
        // Records of one place stand in the order in which one shard found them.
        facts.databases = results.flatMap(\.databases).enumerated().sorted { left, right in
            (left.element.fact.entry, left.element.base, left.offset)
                < (right.element.fact.entry, right.element.base, right.offset)
        }.map(\.element.fact)
        facts.recorded = (walked.recorded + results.flatMap(\.recorded)).sorted { $0.entry < $1.entry }
        facts.kept = results.flatMap(\.kept).sorted { $0.entry < $1.entry }
        for dump in results.flatMap(\.dumps).sorted(by: { $0.entry < $1.entry })
        where facts.dumps.last?.entry != dump.entry { facts.dumps.append(dump) }
        var nested = NestedMerge(limits: self.nested.limits)
        for archive in results.flatMap(\.nested).sorted(by: { $0.entry < $1.entry }) {
            nested.add(archive, facts.entries)
        }
        facts.nestedBytes = nested.used
        facts.drops = nested.drops
        for result in results { facts.drops.add(result.drops) }
        facts.drops.settle()
        facts.secrets = nested.merged(
            into: (results.flatMap(\.secrets) + LayerCollector.joined(results.flatMap(\.pieces)))
                .sorted { ($0.entry, $0.hit.offset, $0.hit.kind) < ($1.entry, $1.hit.offset, $1.hit.kind) })
        facts.notes += results.flatMap(\.notes).sorted { $0.entry < $1.entry }.map(\.note) + nested.allNotes
        if let names {
            var scan = NameScan(names)
            scan.clean(&facts)
        }
        return facts
    }

    /// Turns lines within pieces into lines of the file.
    private static func joined(_ pieces: [ShardResult.Piece]) -> [SecretFact] {
        var secrets: [SecretFact] = []
        var entry: Int32 = -1
        var lines = 0
        var isBinary = false
        for piece in pieces.sorted(by: { ($0.entry, $0.base) < ($1.entry, $1.base) }) {
            if piece.entry != entry {
                entry = piece.entry
                lines = 0
                isBinary = piece.isBinary
            }
            for secret in piece.secrets {
                var secret = secret
                secret.line = isBinary ? nil : secret.line.map { $0 + lines + 1 }
                secrets.append(secret)
            }
            lines += piece.newlines
        }
        return secrets
    }
}
