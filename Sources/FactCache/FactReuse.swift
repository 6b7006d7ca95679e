// SPDX-License-Identifier: Apache-2.0
public import Archives
internal import Digests
public import LayerScan
internal import SecretScan

/// Decides whether facts of an earlier scan may stand for a layer: the one place that does, whether they come from
/// this run's memory or from a directory.
///
/// What a document promises, or the name of the blob's file where documents promise nothing, only says what to look
/// for. Facts are taken when the bytes of this very blob were hashed and have that digest; they are kept when the bytes
/// that they were learned from had it. So without verification, and where nothing says what to look for, nothing is
/// taken and nothing kept. Only SHA-256 counts.
public struct FactReuse: Sendable {
    private let isOn: Bool
    private let identity: [UInt8]
    /// For packed facts: how many kinds of secrets there are.
    private let kinds: Int
    private let memory: FactMemory?
    private let directory: FactDirectory?

    /// - Parameter options: what layers are scanned with.
    public init(_ options: ScanOptions, memory: FactMemory?, directory: FactDirectory?) {
        isOn = options.verify && (memory != nil || directory != nil)
        identity = isOn ? options.identity : []
        kinds = options.secrets?.rules.count ?? 0
        self.memory = memory
        self.directory = directory
    }

    /// What is to be asked before a layer in memory is scanned; nil when nothing is kept of what it should be, so that a
    /// layer that nobody saw costs a look into a table and one for a file.
    ///
    /// The closure hashes the blob, once, and answers nil when it is something else or the kept facts are of no use.
    /// Digests in the answer are those that `digests` asks for and no others, as a scan would give them.
    ///
    /// - Parameter promise: what the blob should be.
    public func known(
        _ contents: Chunk, promise: BlobPromise, digests: DigestPlan
    ) -> (@Sendable () -> LayerFacts?)? {
        let compression = contents.withBytes { Compression.sniff($0) }
        guard isOn, let key = key(promise, compression) else { return nil }
        let isInMemory = memory?.contains(key) == true
        let directory = directory(ofLayer: contents.count)
        guard isInMemory || directory?.contains(key) == true else { return nil }
        return { [self] in
            // A plain tar is its own blob.
            let wanted = compression == .none ? digests.blob.union(digests.tar) : digests.blob
            let hashed = BlobHash(contents, wanted.union([.sha256]))
            guard hashed.digests.contains(key.blob),
                var facts = memory?.facts(for: key) ?? fromDirectory(directory, key, hashed.contentKey),
                facts.storedSize == Int64(contents.count), facts.compression == compression,
                let blobDigests = hashed.digests.restricted(to: wanted),
                let diffIDs = compression == .none ? blobDigests : facts.diffIDs.restricted(to: digests.tar)
            else { return nil }
            facts.blobDigests = blobDigests
            facts.diffIDs = diffIDs
            return facts
        }
    }

    /// Keeps facts of a scan of bytes that did not change meanwhile.
    ///
    /// - Parameters:
    ///   - contentKey: `PendingScan.contentKey`; nil for facts that `known` gave, which are kept already.
    ///   - promise: what the blob should be.
    public func keep(_ facts: LayerFacts, contentKey: [UInt8]?, promise: BlobPromise) {
        guard isOn, let contentKey, facts.isRepeatable, let key = key(promise, facts.compression),
            facts.blobDigests.contains(key.blob)
        else { return }
        memory?.keep(facts, for: key)
        directory(ofLayer: Int(facts.storedSize))?.write(facts, for: key, contentKey: contentKey)
    }

    private func key(_ promise: BlobPromise, _ compression: Compression) -> FactKey? {
        guard let digest = promise.digest(of: compression), digest.algorithm == .sha256 else { return nil }
        return FactKey(blob: digest, identity: identity)
    }

    /// nil where a layer of so many stored bytes is not worth it.
    private func directory(ofLayer stored: Int) -> FactDirectory? {
        directory.flatMap { stored >= $0.smallestLayer ? $0 : nil }
    }

    private func fromDirectory(_ directory: FactDirectory?, _ key: FactKey, _ contentKey: [UInt8]) -> LayerFacts? {
        guard let facts = directory?.read(key, contentKey: contentKey, kinds: kinds) else { return nil }
        memory?.keep(facts, for: key)
        return facts
    }
}
