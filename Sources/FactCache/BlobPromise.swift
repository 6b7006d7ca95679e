// SPDX-License-Identifier: Apache-2.0
public import Archives
public import Digests

/// What is said of a blob before anybody looks at it. A hint for where to look, never a proof.
public struct BlobPromise: Sendable, Equatable {
    /// Of the blob, as the documents promise it.
    public var digest: Digest?
    /// Of the uncompressed tar, as they promise it.
    public var diffID: Digest?
    /// The digest that the name of the blob's file carries.
    public var name: Digest?

    public init(digest: Digest? = nil, diffID: Digest? = nil, name: Digest? = nil) {
        self.digest = digest
        self.diffID = diffID
        self.name = name
    }

    /// The digest that the blob should have; nil when nothing says. A plain tar's diffID is its blob's digest.
    public func digest(of compression: Compression) -> Digest? {
        digest ?? (compression == .none ? diffID : nil) ?? name
    }
}
