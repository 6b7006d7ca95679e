// SPDX-License-Identifier: Apache-2.0
public import Digests

/// A file's hashes as package databases record them, to tell whether it was changed since its package came.
public struct RecordedFact: Sendable, Equatable {
    /// Index into the layer's entries.
    public var entry: Int32
    public var hashes: RecordedHashes

    public init(entry: Int32, hashes: RecordedHashes) {
        self.entry = entry
        self.hashes = hashes
    }
}
