// SPDX-License-Identifier: Apache-2.0

/// Inflates the members of a zip with ISA-L, one after the other with the same 80 KiB of state.
public final class DeflateSource: ChunkSource {
    private let state = InflateState()
    private var input: Chunk?
    private var consumed = 0
    private var produced: Int64 = 0

    public init() {}

    /// Begins with another member's stored bytes.
    public func restart(_ input: Chunk) {
        state.restart(0)
        self.input = input
        consumed = 0
        produced = 0
    }

    public func next() throws(ArchiveError) -> Chunk? {
        guard let input else { return nil }
        let buffer = ChunkBuffer()
        let step = state.inflate(input, from: consumed, into: buffer)
        consumed += step.read
        produced += Int64(buffer.count)
        if state.isAtEnd {
            self.input = nil
        } else if step.isDamage {
            self.input = nil
            throw ArchiveError(.damaged, "deflated data is damaged (ISA-L error \(step.status))", offset: produced)
        } else if buffer.count == 0 {
            self.input = nil
            throw ArchiveError(.truncated, "deflated data ends in the middle", offset: produced)
        }
        return buffer.count == 0 ? nil : buffer.chunk()
    }
}
