// SPDX-License-Identifier: Apache-2.0
public import Digests
public import Jobs

/// A stream that is hashed by any number of algorithms on its way, none included.
public struct HashingChain {
    /// What to read.
    public let output: any ChunkSource
    private let links: [HashingSource]

    public init(_ upstream: any ChunkSource, _ algorithms: Set<Digest.Algorithm>, pool: JobPool) {
        var output = upstream
        var links: [HashingSource] = []
        for algorithm in Digest.Algorithm.allCases where algorithms.contains(algorithm) {
            let link = HashingSource(output, algorithm, pool: pool)
            links.append(link)
            output = link
        }
        self.output = output
        self.links = links
    }

    /// The digests of everything that passed; waits for the hashing to catch up.
    public func digests() -> DigestSet { DigestSet(links.map { $0.digest() }) }
}
