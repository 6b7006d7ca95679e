// SPDX-License-Identifier: Apache-2.0

/// The digests of the same bytes by one or more algorithms.
public struct DigestSet: Sendable, Hashable {
    private var sha256: Digest?
    private var sha512: Digest?

    public init(_ digests: [Digest] = []) {
        for digest in digests { insert(digest) }
    }

    /// The digest by this algorithm; nil when it was not computed.
    public subscript(algorithm: Digest.Algorithm) -> Digest? {
        switch algorithm {
        case .sha256: sha256
        case .sha512: sha512
        }
    }

    public mutating func insert(_ digest: Digest) {
        switch digest.algorithm {
        case .sha256: sha256 = digest
        case .sha512: sha512 = digest
        }
    }

    public mutating func formUnion(_ other: DigestSet) {
        sha256 = other.sha256 ?? sha256
        sha512 = other.sha512 ?? sha512
    }

    /// What was computed by these algorithms; nil when one of them is missing.
    public func restricted(to algorithms: Set<Digest.Algorithm>) -> DigestSet? {
        let found = algorithms.compactMap { self[$0] }
        return found.count == algorithms.count ? DigestSet(found) : nil
    }

    public var isEmpty: Bool { sha256 == nil && sha512 == nil }

    /// The one to show where nobody asked for a particular one.
    public var usual: Digest? { sha256 ?? sha512 }

    public func contains(_ digest: Digest) -> Bool { self[digest.algorithm] == digest }
}
