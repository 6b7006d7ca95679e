// SPDX-License-Identifier: Apache-2.0
internal import CISAL

/// Inflates the members of a zip with ISA-L, one after the other with the same 80 KiB of state.
public final class DeflateSource: ChunkSource {
    private let state: UnsafeMutablePointer<inflate_state>
    private var input: Chunk?
    private var consumed = 0
    private var produced: Int64 = 0

    public init() { state = .allocate(capacity: 1) }

    deinit { state.deallocate() }

    /// Begins with another member's stored bytes.
    public func restart(_ input: Chunk) {
        isal_inflate_init(state)
        state.pointee.crc_flag = 0
        self.input = input
        consumed = 0
        produced = 0
    }

    public func next() throws(ArchiveError) -> Chunk? {
        guard let input else { return nil }
        let buffer = ChunkBuffer()
        let status = input.withBytes { bytes -> Int32 in
            let rest = UnsafeRawBufferPointer(rebasing: bytes[consumed...].prefix(Int(UInt32.max)))
            var status: Int32 = 0
            _ = buffer.fill { free in
                state.pointee.next_in = UnsafeMutablePointer(
                    mutating: rest.baseAddress?.assumingMemoryBound(to: UInt8.self))
                state.pointee.avail_in = UInt32(rest.count)
                state.pointee.next_out = free.baseAddress?.assumingMemoryBound(to: UInt8.self)
                state.pointee.avail_out = UInt32(free.count)
                status = isal_inflate(state)
                return free.count - Int(state.pointee.avail_out)
            }
            consumed += rest.count - Int(state.pointee.avail_in)
            return status
        }
        produced += Int64(buffer.count)
        if state.pointee.block_state == ISAL_BLOCK_FINISH {
            self.input = nil
        } else if status != ISAL_DECOMP_OK && status != ISAL_END_INPUT {
            self.input = nil
            throw ArchiveError(.damaged, "deflated data is damaged (ISA-L error \(status))", offset: produced)
        } else if buffer.count == 0 {
            self.input = nil
            throw ArchiveError(.truncated, "deflated data ends in the middle", offset: produced)
        }
        return buffer.count == 0 ? nil : buffer.chunk()
    }
}
