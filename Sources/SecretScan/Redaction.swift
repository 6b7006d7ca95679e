// SPDX-License-Identifier: Apache-2.0

/// What may be shown of a secret and of the text around it.
enum Redaction {
    static let hidden = "\u{2022}\u{2022}\u{2022}"

    /// At most a quarter of a structured value of 16 characters or more, eight at the utmost: enough to tell two
    /// tokens apart, useless to anyone else. Nothing of any other.
    static func evidence(_ value: UnsafeRawBufferPointer, isStructured: Bool) -> String {
        guard isStructured, value.count >= 16, value.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return hidden }
        let budget = min(value.count / 4, 8)
        let tail = budget >= 6 ? 2 : 1
        let head = String(decoding: value.prefix(budget - tail), as: UTF8.self)
        return head + "\u{2026}" + String(decoding: value.suffix(tail), as: UTF8.self)
    }

    /// Text of the image without bytes that a terminal or a page would act on, at most 64 bytes of it.
    static func escaped(_ text: UnsafeRawBufferPointer) -> String {
        var result: [UInt8] = []
        for byte in text.prefix(64) {
            if byte >= 0x20, byte < 0x7f, byte != UInt8(ascii: "\\") {
                result.append(byte)
            } else {
                let digits = Array("0123456789abcdef".utf8)
                result += [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
