// SPDX-License-Identifier: Apache-2.0
internal import CISAL

/// Inflates what lies in memory as a whole: a member of a zip archive, a section of a program.
public enum Inflater {
    /// What stands around the deflated bytes.
    public enum Wrapper: Sendable {
        /// Nothing (RFC 1951), as zip members have it.
        case none
        /// zlib's header and checksum (RFC 1950).
        case zlib
    }

    /// The inflated bytes; nil when the data are damaged or cut off, or inflate to more than `limit` bytes.
    public static func inflate(_ bytes: UnsafeRawBufferPointer, _ wrapper: Wrapper, limit: Int) -> [UInt8]? {
        guard bytes.count <= Int(UInt32.max), limit >= 0 else { return nil }
        let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
        defer { state.deallocate() }
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(wrapper == .zlib ? ISAL_ZLIB : ISAL_DEFLATE)
        state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(bytes.count)
        var result: [UInt8] = []
        // Most records are short; what is larger doubles.
        var room = min(limit + 1, max(4_096, bytes.count * 4))
        while true {
            var status: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                state.pointee.next_out = buffer.baseAddress
                state.pointee.avail_out = UInt32(buffer.count)
                status = isal_inflate(state)
                count = buffer.count - Int(state.pointee.avail_out)
            }
            guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT else { return nil }
            result += piece
            guard result.count <= limit else { return nil }
            if state.pointee.block_state == ISAL_BLOCK_FINISH { return result }
            // Neither more to read nor anything written: the data end in the middle.
            if piece.isEmpty || state.pointee.avail_in == 0 && piece.count < room { return nil }
            room = min(limit + 1 - result.count, max(room, result.count))
        }
    }
}
