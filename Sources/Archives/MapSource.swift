// SPDX-License-Identifier: Apache-2.0

/// Memory as a stream, in slices that share it.
public final class MapSource: ChunkSource {
    private let contents: Chunk
    private let step: Int
    private var position = 0

    public init(_ contents: Chunk, step: Int = 4 << 20) {
        self.contents = contents
        self.step = step
    }

    public func next() throws(ArchiveError) -> Chunk? {
        guard position < contents.count else { return nil }
        let end = min(contents.count, position + step)
        defer { position = end }
        return contents.slice(position..<end)
    }
}
