// SPDX-License-Identifier: Apache-2.0

/// Chooses the decoder for a compression.
public enum Decoder {
    /// The decoded stream, guarded against bombs, alone and `together` with others; `upstream` itself when nothing
    /// is compressed.
    public static func source(
        _ upstream: any ChunkSource, _ compression: Compression, limits: ReadingLimits,
        together: UnpackedBytes = UnpackedBytes()
    ) throws(ArchiveError) -> any ChunkSource {
        if compression == .none { return upstream }
        let stored = CountingSource(upstream)
        let decoded: any ChunkSource =
            compression == .gzip ? try GzipSource(stored) : try FilterSource(stored, compression)
        return BombGuard(decoded, stored: stored, limits: limits, together: together)
    }
}
