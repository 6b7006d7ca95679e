// SPDX-License-Identifier: Apache-2.0

/// A stream of bytes, pulled chunk by chunk by one thread.
public protocol ChunkSource: AnyObject {
    /// The next bytes, never empty; nil at the end, and ever after.
    func next() throws(ArchiveError) -> Chunk?
}

extension ChunkSource {
    /// Reads to the end and drops the bytes.
    public func drain() throws(ArchiveError) {
        while try next() != nil {}
    }
}
