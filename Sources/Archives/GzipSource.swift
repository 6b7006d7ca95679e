// SPDX-License-Identifier: Apache-2.0
internal import CISAL

/// Inflates gzip with ISA-L: any number of members one after the other (RFC 1952 §2.2), CRC and length checked,
/// zero padding at the end tolerated.
final class GzipSource: ChunkSource {
    private let upstream: any ChunkSource
    private let state = InflateState()
    private var input: Chunk?
    private var consumed = 0
    private var produced: Int64 = 0
    private var isInMember = true
    private var isAtEnd = false
    /// What is wrong behind the bytes that were given out last.
    private var failure: ArchiveError?

    init(_ upstream: any ChunkSource) throws(ArchiveError) {
        self.upstream = upstream
        restart()
    }

    private func restart() { state.restart(Int(ISAL_GZIP)) }

    func next() throws(ArchiveError) -> Chunk? {
        if let failure { throw failure }
        guard !isAtEnd else { return nil }
        let buffer = ChunkBuffer()
        do throws(ArchiveError) {
            try fill(buffer)
        } catch {
            // What came out before is good, and may be all there was.
            failure = error
            if buffer.count == 0 { throw error }
        }
        produced += Int64(buffer.count)
        return buffer.count == 0 ? nil : buffer.chunk()
    }

    private func fill(_ buffer: ChunkBuffer) throws(ArchiveError) {
        while buffer.room > 0, try refill() {
            if !isInMember {
                guard try startsAnotherMember() else { return }
                restart()
                isInMember = true
                continue
            }
            try inflate(into: buffer)
        }
    }

    /// True while there is input; at its end checks that the last member was whole.
    private func refill() throws(ArchiveError) -> Bool {
        if let input, consumed < input.count { return true }
        consumed = 0
        input = try upstream.next()
        if input != nil { return true }
        isAtEnd = true
        if isInMember { throw ArchiveError(.truncated, "gzip data ends in the middle", offset: produced) }
        return false
    }

    private func inflate(into buffer: ChunkBuffer) throws(ArchiveError) {
        guard let input else { return }
        let step = state.inflate(input, from: consumed, into: buffer)
        consumed += step.read
        guard !step.isDamage else {
            isAtEnd = true
            throw ArchiveError(
                .damaged,
                step.status == ISAL_INCORRECT_CHECKSUM
                    ? "gzip data has a wrong checksum" : "gzip data is damaged (ISA-L error \(step.status))",
                offset: produced + Int64(buffer.count))
        }
        if state.isAtEnd { isInMember = false }
    }

    /// After a member: another one, or zeros to the end.
    private func startsAnotherMember() throws(ArchiveError) -> Bool {
        guard let input else { return false }
        let start = consumed
        let next = input.withBytes { bytes in bytes[start...].firstIndex { $0 != 0 } }
        guard let next else {
            consumed = input.count
            return try refill() ? try startsAnotherMember() : false
        }
        let isMember = next == start && input.withBytes { $0[next] == 0x1F }
        guard isMember else {
            isAtEnd = true
            throw ArchiveError(.damaged, "gzip data is followed by other bytes", offset: produced)
        }
        return true
    }
}
