// SPDX-License-Identifier: Apache-2.0

/// A set of byte values as 256 bits; the character classes of secret patterns.
struct ByteSet: Hashable, Sendable {
    var words: SIMD4<UInt64> = .zero

    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    mutating func insert(_ range: ClosedRange<UInt8>) {
        for byte in range { insert(byte) }
    }

    func union(_ other: ByteSet) -> ByteSet { ByteSet(words: words | other.words) }

    var inverted: ByteSet { ByteSet(words: ~words) }

    /// Every member in ascending order.
    var members: [UInt8] {
        var members: [UInt8] = []
        for word in 0..<4 {
            var bits = words[word]
            while bits != 0 {
                members.append(UInt8(64 * word + bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
        return members
    }

    /// Each member with bit 5 set, which makes upper case lower.
    var folded: ByteSet { ByteSet(words: (words | words &<< 32) & SIMD4(repeating: 0xffff_ffff_0000_0000)) }

    init(words: SIMD4<UInt64> = .zero) { self.words = words }

    init(_ ranges: ClosedRange<UInt8>...) {
        for range in ranges { insert(range) }
    }

    static let digits = ByteSet(0x30...0x39)
    static let lower = ByteSet(0x61...0x7a)
    static let upper = ByteSet(0x41...0x5a)
    static let alphanumeric = digits.union(lower).union(upper)
    static let hex = digits.union(ByteSet(0x61...0x66, 0x41...0x46))
    /// Letters, digits and `_`.
    static let word = alphanumeric.union(ByteSet(0x5f...0x5f))
    static let blank = ByteSet(0x09...0x0a, 0x0d...0x0d, 0x20...0x20)
}

extension ByteSet {
    func subtracting(_ other: ByteSet) -> ByteSet { ByteSet(words: words & ~other.words) }
}
