// SPDX-License-Identifier: Apache-2.0
internal import CISAL

/// ISA-L's state, some 80 KiB, wrapped once: nobody else touches its pointers.
final class InflateState {
    /// What one call did.
    struct Step {
        var status: Int32
        /// Bytes of the input that were used.
        var read: Int
        /// Bytes that came out.
        var written: Int

        var isDamage: Bool { status != ISAL_DECOMP_OK && status != ISAL_END_INPUT }
    }

    private static let longestMatch = 258

    private let state: UnsafeMutablePointer<inflate_state>

    init() { state = .allocate(capacity: 1) }

    deinit { state.deallocate() }

    /// Begins with another stream.
    ///
    /// - Parameter wrapper: what stands around the deflated bytes: `ISAL_GZIP`, `ISAL_ZLIB`, or 0 for nothing.
    func restart(_ wrapper: Int) {
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(wrapper)
    }

    /// The stream came to its end, and its checksum is right where it has one.
    var isAtEnd: Bool { state.pointee.block_state == ISAL_BLOCK_FINISH }

    /// Inflates until there is no more input or no more room; at most 4 GiB of either at a time.
    ///
    /// At a code that cannot be ISA-L ends with counters that include a match it never copied: `avail_out` may be below
    /// zero, and the last 258 bytes (the longest match, RFC 1951 §3.2.5) may be what the memory held before. They are
    /// not given out.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
        let start = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        let free = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.next_in = start
        state.pointee.avail_in = UInt32(clamping: input.count)
        state.pointee.next_out = free
        state.pointee.avail_out = UInt32(clamping: output.count)
        let status = isal_inflate(state)
        var step = Step(
            status: status, read: InflateState.distance(start, state.pointee.next_in, within: input.count),
            written: InflateState.distance(free, state.pointee.next_out, within: output.count))
        if step.isDamage, status != ISAL_INCORRECT_CHECKSUM {
            step.written = max(0, step.written - InflateState.longestMatch)
        }
        return step
    }

    /// Inflates a chunk from an offset on into the free part of a buffer.
    func inflate(_ chunk: Chunk, from offset: Int, into buffer: ChunkBuffer) -> Step {
        chunk.withBytes { bytes in
            var step = Step(status: ISAL_DECOMP_OK, read: 0, written: 0)
            _ = buffer.fill { free in
                step = inflate(UnsafeRawBufferPointer(rebasing: bytes[offset...]), into: free)
                return step.written
            }
            return step
        }
    }

    private static func distance(
        _ start: UnsafeMutablePointer<UInt8>?, _ end: UnsafeMutablePointer<UInt8>?, within count: Int
    ) -> Int {
        guard let start, let end else { return 0 }
        return min(max(end - start, 0), count)
    }
}
