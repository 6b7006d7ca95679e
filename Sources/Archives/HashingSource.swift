// SPDX-License-Identifier: Apache-2.0
public import Digests
public import Jobs

/// Passes a stream on and hashes it on another core, in order.
public final class HashingSource: ChunkSource {
    /// The hasher's state, touched by one piece of work at a time.
    private final class State: Sendable {
        let hasher: Condition<SHAHasher>
        init(_ algorithm: Digest.Algorithm) { hasher = Condition(SHAHasher(algorithm)) }
    }

    private let upstream: any ChunkSource
    private let state: State
    private let jobs: SerialJobs<Chunk>
    /// Bytes that passed.
    public private(set) var count: Int64 = 0

    public init(_ upstream: any ChunkSource, _ algorithm: Digest.Algorithm, pool: JobPool) {
        self.upstream = upstream
        let state = State(algorithm)
        self.state = state
        jobs = SerialJobs(pool: pool) { chunk in
            chunk.withBytes { bytes in state.hasher.withLock { $0.update(bytes) } }
        }
    }

    public func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try upstream.next() else { return nil }
        count += Int64(chunk.count)
        jobs.submit(chunk)
        return chunk
    }

    /// The digest of everything that passed; waits for the hashing to catch up.
    public func digest() -> Digest { hasher().finish() }

    /// What hashed everything that passed; waits for the hashing to catch up.
    func hasher() -> SHAHasher {
        jobs.finish()
        return state.hasher.withLock { $0 }
    }
}
