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
        try judge(stored.count, count, "its size")
        let sums = together.add(stored: stored.count - reported, unpacked: Int64(chunk.count))
        reported = stored.count
        if sums.unpacked > limits.totalBytes {
            throw ArchiveError(
                .limit,
                "and what was read before unpack to more than \(limits.totalBytes) bytes; raise --max-total-bytes")
        }
        try judge(sums.stored, sums.unpacked, "the size of all that was read so far")
        return chunk
    }

    private func judge(_ stored: Int64, _ unpacked: Int64, _ what: String) throws(ArchiveError) {
        guard unpacked > limits.ratioFloor, unpacked / max(1, stored) > limits.ratio else { return }
        throw ArchiveError(
            .limit,
            "unpacks to more than \(limits.ratio) times \(what) (\(stored) bytes became \(unpacked)); "
                + "raise --max-ratio if it is meant to")
    }
}
