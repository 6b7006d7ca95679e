// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests

/// The digests of a blob in memory and the key that only its bytes give, in one pass.
struct BlobHash {
    private(set) var digests = DigestSet()
    /// `SHAHasher.contentKey` of SHA-256.
    private(set) var contentKey: [UInt8] = []

    /// - Parameter algorithms: SHA-256 among them.
    init(_ contents: Chunk, _ algorithms: Set<Digest.Algorithm>) {
        for algorithm in Digest.Algorithm.allCases where algorithms.contains(algorithm) {
            var hasher = SHAHasher(algorithm)
            contents.withBytes { hasher.update($0) }
            digests.insert(hasher.finish())
            if algorithm == .sha256 { contentKey = hasher.contentKey() }
        }
    }
}
