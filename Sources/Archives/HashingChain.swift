// SPDX-License-Identifier: Apache-2.0
public import Digests
public import Jobs

/// A stream that is hashed by any number of algorithms on its way, none included.
public struct HashingChain {
    /// What to read.
    public let output: any ChunkSource
    private let links: [(algorithm: Digest.Algorithm, source: HashingSource)]

    public init(_ upstream: any ChunkSource, _ algorithms: Set<Digest.Algorithm>, pool: JobPool) {
        var output = upstream
        var links: [(algorithm: Digest.Algorithm, source: HashingSource)] = []
        for algorithm in Digest.Algorithm.allCases where algorithms.contains(algorithm) {
            let link = HashingSource(output, algorithm, pool: pool)
            links.append((algorithm, link))
            output = link
        }
        self.output = output
        self.links = links
    }

    /// The digests of everything that passed; waits for the hashing to catch up.
    public func digests() -> DigestSet { DigestSet(links.map { $0.source.digest() }) }

    /// `SHAHasher.contentKey` of everything that passed; nil unless SHA-256 was among the algorithms.
    public func contentKey() -> [UInt8]? {
        links.first { $0.algorithm == .sha256 }?.source.hasher().contentKey()
    }
}
