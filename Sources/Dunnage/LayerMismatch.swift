// SPDX-License-Identifier: Apache-2.0
internal import Digests

/// A layer whose bytes do not have the digest that the image's documents promise.
struct LayerMismatch: Sendable, Equatable {
    var layer: Int
    /// `digest` of the stored blob, or `diffID` of the uncompressed tar.
    var role: String
    /// nil when the bytes have none of the digests that the documents list.
    var expected: Digest?
    var found: Digest
}
