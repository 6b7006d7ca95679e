// SPDX-License-Identifier: Apache-2.0

/// Passes a decoded stream on until it is larger than the limits allow, by itself or with its siblings.
final class BombGuard: ChunkSource {
    private let decoded: any ChunkSource
    private let stored: CountingSource
    private let limits: ReadingLimits
    private let together: UnpackedBytes
    private var count: Int64 = 0
    private var reported: Int64 = 0

    init(_ decoded: any ChunkSource, stored: CountingSource, limits: ReadingLimits, together: UnpackedBytes) {
        self.decoded = decoded
        self.stored = stored
        self.limits = limits
        self.together = together
    }

    func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try decoded.next() else { return nil }
        count += Int64(chunk.count)
        try limits.allow(layerOf: count)
        try limits.allow(ratioOf: stored.count, count, "its size")
        let more = stored.count - reported
        reported = stored.count
        try together.add(stored: more, unpacked: Int64(chunk.count), limits)
        return chunk
    }
}
