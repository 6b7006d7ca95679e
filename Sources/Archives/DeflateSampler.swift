// SPDX-License-Identifier: Apache-2.0
internal import CISAL

/// Deflates short stretches of a stream to learn how well the whole would compress. One for each thread; it keeps
/// 150 KiB of tables and its output buffer.
public final class DeflateSampler {
    /// How far deflate looks back (RFC 1951 §2).
    public static let window = 32 << 10
    /// The longest stretch.
    public static let limit = 16 << 10

    private static let level = 1
    private let state: UnsafeMutablePointer<isal_zstream>
    private let tables: UnsafeMutablePointer<UInt8>
    /// ISA-L's level 1 never makes a stretch longer than a stored block would be, by more than a few bytes.
    private let output: UnsafeMutablePointer<UInt8>
    /// `ISAL_DEF_LVL1_REQ`, which Swift cannot read, and room for every token of a stretch; ISA-L checks the size.
    private static let tablesSize = (20 << 10) + (128 << 10)
    private static let outputSize = 2 * limit + 1_024

    public init() {
        state = .allocate(capacity: 1)
        tables = .allocate(capacity: DeflateSampler.tablesSize)
        output = .allocate(capacity: DeflateSampler.outputSize)
    }

    deinit {
        state.deallocate()
        tables.deallocate()
        output.deallocate()
    }

    /// Bytes that `bytes[start...]`, at most `limit` of them, deflate to when a decoder has seen the bytes before
    /// them; nil when ISA-L refuses.
    public func deflatedSize(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), start < bytes.count else { return 0 }
        isal_deflate_init(state)
        state.pointee.level = UInt32(DeflateSampler.level)
        state.pointee.level_buf = tables
        state.pointee.level_buf_size = UInt32(DeflateSampler.tablesSize)
        state.pointee.end_of_stream = 1
        let history = min(start, DeflateSampler.window)
        let before = UnsafeMutablePointer(mutating: base + start - history)
        if history > 0, isal_deflate_set_dict(state, before, UInt32(history)) != COMP_OK { return nil }
        state.pointee.next_in = UnsafeMutablePointer(mutating: base + start)
        state.pointee.avail_in = UInt32(min(bytes.count - start, DeflateSampler.limit))
        state.pointee.next_out = output
        state.pointee.avail_out = UInt32(DeflateSampler.outputSize)
        guard isal_deflate(state) == COMP_OK, state.pointee.avail_in == 0 else { return nil }
        return DeflateSampler.outputSize - Int(state.pointee.avail_out)
    }
}
