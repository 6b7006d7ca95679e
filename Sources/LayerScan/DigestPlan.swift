// SPDX-License-Identifier: Apache-2.0
public import Digests

/// Which digests of a layer are to be computed, on both sides of its compression.
public struct DigestPlan: Sendable, Equatable {
    /// Of the stored bytes.
    public var blob: Set<Digest.Algorithm>
    /// Of the uncompressed tar.
    public var tar: Set<Digest.Algorithm>

    public init(blob: Set<Digest.Algorithm> = [.sha256], tar: Set<Digest.Algorithm> = [.sha256]) {
        self.blob = blob
        self.tar = tar
    }

    /// What the documents promise of a layer; SHA-256 where they promise nothing.
    public init(digest: Digest?, diffID: Digest?) {
        self.init(blob: [digest?.algorithm ?? .sha256], tar: [diffID?.algorithm ?? .sha256])
    }

    public mutating func formUnion(_ other: DigestPlan) {
        blob.formUnion(other.blob)
        tar.formUnion(other.tar)
    }
}
