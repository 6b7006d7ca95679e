// SPDX-License-Identifier: Apache-2.0

/// A piece of a member's content, lent until the reader moves on.
public struct TarBlock {
    /// Never empty but for a member of zero bytes.
    public let bytes: UnsafeRawBufferPointer
    /// Where it belongs in the member; sparse members have gaps.
    public let offset: Int64
    /// The same bytes as a chunk that outlives the reader's next step; nil when libarchive holds them in a buffer
    /// of its own, because the piece spans two chunks.
    public let home: Chunk?

    public init(bytes: UnsafeRawBufferPointer, offset: Int64, home: Chunk?) {
        self.bytes = bytes
        self.offset = offset
        self.home = home
    }
}
