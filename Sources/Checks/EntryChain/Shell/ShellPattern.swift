// SPDX-License-Identifier: Apache-2.0

/// Shell patterns (XCU 2.13): `*`, `?`, `[…]`.
enum ShellPattern {
    /// Whether all of `text` matches. At most length × length steps.
    static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        var (t, p) = (0, 0)
        var star: (text: Int, pattern: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (t, p)
                p += 1
            } else if p < pattern.count, let end = one(text[t], pattern, p) {
                t += 1
                p = end
            } else if let last = star {
                star = (last.text + 1, last.pattern)
                t = last.text + 1
                p = last.pattern + 1
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
        return p == pattern.count
    }

    static func matches(_ text: String, _ pattern: String) -> Bool { matches(Array(text.utf8), Array(pattern.utf8)) }

    /// Whether one byte matches the pattern's next element: where that element ends.
    private static func one(_ byte: UInt8, _ pattern: [UInt8], _ start: Int) -> Int? {
        switch pattern[start] {
        case UInt8(ascii: "?"): return start + 1
        case UInt8(ascii: "\\") where start + 1 < pattern.count: return pattern[start + 1] == byte ? start + 2 : nil
        case UInt8(ascii: "["):
            guard let close = pattern[(start + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
                return byte == pattern[start] ? start + 1 : nil
            }
            var index = start + 1
            let isNegated = pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^")
            if isNegated { index += 1 }
            var isIn = false
            while index < close {
                if index + 2 < close, pattern[index + 1] == UInt8(ascii: "-") {
                    if pattern[index] <= byte, byte <= pattern[index + 2] { isIn = true }
                    index += 3
                } else {
                    if pattern[index] == byte { isIn = true }
                    index += 1
                }
            }
            return isIn != isNegated ? close + 1 : nil
        default: return pattern[start] == byte ? start + 1 : nil
        }
    }

    /// `${NAME#pattern}` and its three relatives.
    static func trim(_ text: String, _ pattern: String, atEnd: Bool, longest: Bool) -> String {
        let bytes = Array(text.utf8)
        let wanted = Array(pattern.utf8)
        guard bytes.count <= 1_024 else { return text }
        var lengths = Array(0...bytes.count)
        if longest { lengths.reverse() }
        for length in lengths {
            let part = atEnd ? bytes.suffix(length) : bytes.prefix(length)
            if matches(Array(part), wanted) {
                let rest = atEnd ? bytes.dropLast(length) : bytes.dropFirst(length)
                return String(decoding: rest, as: UTF8.self)
            }
        }
        return text
    }
}
