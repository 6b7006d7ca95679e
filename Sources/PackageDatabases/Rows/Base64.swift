// SPDX-License-Identifier: Apache-2.0

/// Base64 of short values, standard and URL alphabet alike, padding optional (RFC 4648 §4, §5).
enum Base64 {
    /// nil when a byte is outside both alphabets.
    static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        var digits = text.count
        while digits > 0, text[digits - 1] == UInt8(ascii: "=") { digits -= 1 }
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: digits * 6 / 8) { bytes, count in
            values.withUnsafeBufferPointer { values in
                var bits: UInt32 = 0
                var filled = 0
                // 255 for bytes of no alphabet: the upper bit of the union tells at the end.
                var seen: UInt8 = 0
                for index in 0..<digits {
                    let digit = values[Int(text[index])]
                    seen |= digit
                    bits = bits << 6 | UInt32(digit)
                    filled += 6
                    if filled >= 8 {
                        filled -= 8
                        bytes[count] = UInt8(truncatingIfNeeded: bits >> UInt32(filled))
                        count += 1
                    }
                }
                isValid = seen < 64
            }
        }
        return isValid ? bytes : nil
    }

    /// By byte: the digit, 255 for none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (digit, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(digit) }
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()
}
