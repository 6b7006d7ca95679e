// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Comparing and cutting borrowed bytes.
extension UnsafeRawBufferPointer {
    @inline(__always)
    func starts(_ text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        for offset in 0..<text.utf8CodeUnitCount where self[offset] != text.utf8Start[offset] { return false }
        return true
    }

    func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count, let left = baseAddress, let right = other.baseAddress else {
            return count == other.count
        }
        return memcmp(left, right, count) == 0
    }

    /// All of the bytes against a literal: the length decides nearly always.
    @inline(__always)
    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && starts(text)
    }

    @inline(__always)
    func ends(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        var offset = length
        while offset > 0 {
            offset -= 1
            if self[count - length + offset] != text.utf8Start[offset] { return false }
        }
        return true
    }

    /// True when the path's last component is `name`.
    @inline(__always)
    func isNamed(_ name: StaticString) -> Bool {
        let length = name.utf8CodeUnitCount
        guard ends(with: name) else { return false }
        return count == length || self[count - length - 1] == UInt8(ascii: "/")
    }

    /// What follows `prefix`; nil when the bytes do not start with it.
    @inline(__always)
    func after(_ prefix: StaticString) -> UnsafeRawBufferPointer? {
        starts(prefix) ? dropPrefix(prefix.utf8CodeUnitCount) : nil
    }

    @inline(__always)
    func dropPrefix(_ length: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[Swift.min(length, count)...])
    }

    @inline(__always)
    func slice(_ from: Int, _ to: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[from..<to])
    }

    /// True when `text` occurs anywhere. Linear for the short texts used here.
    func contains(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length > 0, count >= length else { return false }
        let first = text.utf8Start[0]
        var start = 0
        while start <= count - length {
            if self[start] == first {
                var offset = 1
                while offset < length, self[start + offset] == text.utf8Start[offset] { offset += 1 }
                if offset == length { return true }
            }
            start += 1
        }
        return false
    }

    /// The index of the first `byte` at or after `start`, or `count`.
    @inline(__always)
    func index(of byte: UInt8, from start: Int) -> Int {
        guard start < count, let base = baseAddress, let hit = memchr(base + start, Int32(byte), count - start)
        else { return count }
        return UnsafeRawPointer(hit) - base
    }

    /// Without spaces, tabs and carriage returns at both ends.
    func trimmed() -> UnsafeRawBufferPointer {
        var start = 0
        var end = count
        while start < end, UnsafeRawBufferPointer.isBlank(self[start]) { start += 1 }
        while end > start, UnsafeRawBufferPointer.isBlank(self[end - 1]) { end -= 1 }
        return slice(start, end)
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }

    /// A decimal number without sign; nil when it is none or does not fit.
    func decimal() -> Int64? {
        guard !isEmpty else { return nil }
        var value: Int64 = 0
        for byte in self {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !overflow, !overflow2 else { return nil }
            value = sum
        }
        return value
    }
}
