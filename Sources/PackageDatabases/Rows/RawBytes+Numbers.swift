// SPDX-License-Identifier: Apache-2.0

/// Numbers in borrowed bytes, in a given byte order; nil past the end.
extension UnsafeRawBufferPointer {
    @inline(__always)
    func bigEndian16(_ offset: Int) -> UInt16? {
        guard offset >= 0, offset <= count - 2 else { return nil }
        return UInt16(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    @inline(__always)
    func bigEndian32(_ offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inline(__always)
    func bigEndian64(_ offset: Int) -> UInt64? {
        guard offset >= 0, offset <= count - 8 else { return nil }
        return UInt64(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    func littleEndian16(_ offset: Int) -> UInt16? { bigEndian16(offset)?.byteSwapped }

    @inline(__always)
    func littleEndian32(_ offset: Int) -> UInt32? { bigEndian32(offset)?.byteSwapped }

    @inline(__always)
    func littleEndian64(_ offset: Int) -> UInt64? { bigEndian64(offset)?.byteSwapped }

    /// The `length` bytes at `offset`; nil when they are not all there.
    @inline(__always)
    func piece(_ offset: Int, _ length: Int) -> UnsafeRawBufferPointer? {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
        return slice(offset, offset + length)
    }
}
