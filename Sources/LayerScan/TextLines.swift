// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Lines of text, and whether bytes are text at all.
enum TextLines {
    /// A NUL among the first bytes: what grep and git go by.
    static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.prefix(8_000).contains(0)
    }

    /// Sixteen bytes at a time: large files are counted from end to end.
    static func newlines(_ bytes: UnsafeRawBufferPointer, upTo end: Int) -> Int {
        let end = max(0, min(end, bytes.count))
        guard end > 0, let base = bytes.baseAddress, let first = memchr(base, 0x0A, end) else { return 0 }
        let newline = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        var count = 0
        // Zeros and the like have none, and memchr says so at the speed of memory.
        var index = UnsafeRawPointer(first) - base
        while index + 16 <= end {
            // Each lane counts at most 255 blocks before it is added up.
            var lanes = SIMD16<UInt8>(repeating: 0)
            let stop = min(end - 15, index + 255 * 16)
            while index < stop {
                let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                lanes.replace(with: lanes &+ 1, where: block .== newline)
                index += 16
            }
            for lane in 0..<16 { count += Int(lanes[lane]) }
        }
        while index < end {
            count += bytes[index] == UInt8(ascii: "\n") ? 1 : 0
            index += 1
        }
        return count
    }
}
