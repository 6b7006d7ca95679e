// SPDX-License-Identifier: Apache-2.0

/// A stream whose beginning was looked at and is given out again.
public final class PeekedSource: ChunkSource {
    private var first: Chunk?
    private let rest: any ChunkSource
    /// What the first bytes say.
    public let compression: Compression
    /// True when the stream holds no byte at all.
    public let isEmpty: Bool

    /// Pulls the first chunk of `source`.
    public init(_ source: any ChunkSource) throws(ArchiveError) {
        first = try source.next()
        rest = source
        isEmpty = first == nil
        compression = first.map { $0.withBytes { Compression.sniff($0) } } ?? .none
    }

    /// The first bytes of the stream, as far as they are known; for telling formats apart.
    public func peek<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        first.map { $0.withBytes { body($0) } } ?? body(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    public func next() throws(ArchiveError) -> Chunk? {
        if let chunk = first {
            first = nil
            return chunk
        }
        return try rest.next()
    }
}
