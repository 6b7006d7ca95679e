// SPDX-License-Identifier: Apache-2.0

/// Text in a URI (RFC 3986): every byte but the unreserved and the allowed ones is written by number.
enum PercentEncoding {
    /// `allowed`: ASCII that stays as it is beside letters, digits, `-`, `.`, `_` and `~`.
    static func encode(_ text: String, allowed: Unicode.Scalar) -> String {
        var result = ""
        for byte in text.utf8 {
            let isPlain =
                byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x2D
                || byte == 0x2E || byte == 0x5F || byte == 0x7E || UInt32(byte) == allowed.value
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
