// SPDX-License-Identifier: Apache-2.0

/// Passes a decoded stream on until it is larger than the limits allow.
final class BombGuard: ChunkSource {
    private let decoded: any ChunkSource
    private let stored: CountingSource
    private let limits: ReadingLimits
    private var count: Int64 = 0

    init(_ decoded: any ChunkSource, stored: CountingSource, limits: ReadingLimits) {
        self.decoded = decoded
        self.stored = stored
        self.limits = limits
    }

    func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try decoded.next() else { return nil }
        count += Int64(chunk.count)
        if count > limits.layerBytes {
            throw ArchiveError(.limit, "unpacks to more than \(limits.layerBytes) bytes; raise --max-layer-bytes")
        }
        if count > limits.ratioFloor, count / max(1, stored.count) > limits.ratio {
            throw ArchiveError(
                .limit,
                "unpacks to more than \(limits.ratio) times its size (\(stored.count) bytes became \(count)); "
                    + "raise --max-ratio if it is meant to")
        }
        return chunk
    }
}
