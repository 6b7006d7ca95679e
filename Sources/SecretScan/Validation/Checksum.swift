// SPDX-License-Identifier: Apache-2.0

/// CRC-32 (IEEE 802.3) and its base-62 spelling, which GitHub and npm put at the end of their tokens.
/// Source: GitHub's announcement of its token formats, 2021-04-05.
enum Checksum {
    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// Padded with zeros on the left to `width` digits.
    static func base62(_ value: UInt32, width: Int) -> [UInt8] {
        var value = value
        var text = [UInt8](repeating: digits[0], count: width)
        for index in text.indices.reversed() {
            text[index] = digits[Int(value % 62)]
            value /= 62
        }
        return text
    }

    /// Whether the last six characters are the checksum of those between the prefix and them.
    static func isBase62Valid(_ text: UnsafeRawBufferPointer, prefix: Int) -> Bool {
        guard text.count > prefix + 6 else { return false }
        let crc = crc32(text[prefix..<(text.count - 6)])
        return text.suffix(6).elementsEqual(base62(crc, width: 6))
    }
}
