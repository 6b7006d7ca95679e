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
        let state = InflateState()
        state.restart(Int(wrapper == .zlib ? ISAL_ZLIB : ISAL_DEFLATE))
        var rest = bytes
        var result: [UInt8] = []
        // Most records are short; what is larger doubles.
        var room = min(limit + 1, max(4_096, bytes.count * 4))
        while true {
            var step = InflateState.Step(status: 0, read: 0, written: 0)
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                step = state.inflate(rest, into: UnsafeMutableRawBufferPointer(buffer))
                count = step.written
            }
            guard !step.isDamage else { return nil }
            rest = UnsafeRawBufferPointer(rebasing: rest[step.read...])
            result += piece
            guard result.count <= limit else { return nil }
            if state.isAtEnd { return result }
            // Neither more to read nor anything written: the data end in the middle.
            if piece.isEmpty || rest.isEmpty && piece.count < room { return nil }
            room = min(limit + 1 - result.count, max(room, result.count))
        }
    }
}
