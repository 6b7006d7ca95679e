// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Passes a layer's stored bytes on and tells whoever watches how many there were.
final class WatchedSource: ChunkSource {
    private let upstream: any ChunkSource
    private let progress: ScanProgress

    init(_ upstream: any ChunkSource, _ progress: ScanProgress) {
        self.upstream = upstream
        self.progress = progress
    }

    func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try upstream.next() else { return nil }
        progress.add(stored: Int64(chunk.count))
        return chunk
    }
}
