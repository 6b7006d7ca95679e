// SPDX-License-Identifier: Apache-2.0

/// Names a finding so that the next build's report can tell it is the same one.
enum Fingerprint {
    /// 32 hexadecimal digits over the parts, whose borders count. Not for secrets: those bring a keyed one.
    static func of(_ parts: String...) -> String { of(parts: parts) }

    private static func of(parts: [String]) -> String {
        var low: UInt64 = 0xcbf2_9ce4_8422_2325
        var high: UInt64 = 0x9ae1_6a3b_2f90_404f
        for part in parts {
            for byte in part.utf8 { mix(byte, &low, &high) }
            mix(0, &low, &high)
        }
        return hex(high) + hex(low)
    }

    /// Over all places of a finding that shows only some of them.
    static func of(places: some Sequence<String>) -> String { of(parts: places.sorted()) }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    private static let digits = Array("0123456789abcdef")

    private static func mix(_ byte: UInt8, _ low: inout UInt64, _ high: inout UInt64) {
        low = (low ^ UInt64(byte)) &* 0x100_0000_01b3
        high = (high ^ UInt64(byte) ^ low >> 32) &* 0x9e37_79b9_7f4a_7c15
    }

    private static func hex(_ value: UInt64) -> String {
        hex((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) })
    }
}
