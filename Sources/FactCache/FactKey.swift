// SPDX-License-Identifier: Apache-2.0
public import Digests

/// What facts are kept under: the bytes they were learned from, and everything else that they depend on.
public struct FactKey: Sendable, Hashable {
    /// Of the stored blob, computed from its bytes.
    public var blob: Digest
    /// `ScanOptions.identity`.
    public var identity: [UInt8]

    public init(blob: Digest, identity: [UInt8]) {
        self.blob = blob
        self.identity = identity
    }
}
