// SPDX-License-Identifier: Apache-2.0
public import Digests

/// A document whose bytes do not have the digest that names it.
public struct DocumentMismatch: Sendable, Equatable {
    /// What it is: `config`, `manifest`, `index`.
    public var role: String
    public var member: String
    public var expected: Digest
    public var found: Digest
}
