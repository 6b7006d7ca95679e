// SPDX-License-Identifier: Apache-2.0

/// Passes a stream on and counts its bytes.
public final class CountingSource: ChunkSource {
    private let upstream: any ChunkSource
    public private(set) var count: Int64 = 0

    public init(_ upstream: any ChunkSource) { self.upstream = upstream }

    public func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try upstream.next() else { return nil }
        count += Int64(chunk.count)
        return chunk
    }
}
