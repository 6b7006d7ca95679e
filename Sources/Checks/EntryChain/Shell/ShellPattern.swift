// SPDX-License-Identifier: Apache-2.0

/// Shell patterns (XCU 2.13): `*`, `?`, `[…]`.
enum ShellPattern {
    /// Whether all of `text` matches; nil when the budget does not reach. At most length × length steps.
    static func matches(_ text: ArraySlice<UInt8>, _ pattern: [UInt8], _ budget: inout ShellBudget) -> Bool? {
        var (t, p) = (text.startIndex, 0)
        var star: (text: Int, pattern: Int)?
        while t < text.endIndex {
            budget.spend(1)
            guard !budget.isSpent else { return nil }
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (t, p)
                p += 1
            } else if p < pattern.count, let end = one(text[t], pattern, p, &budget) {
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
        let rest = pattern[p...].drop { $0 == UInt8(ascii: "*") }
        budget.spend(pattern.count - p)
        return rest.isEmpty
    }

    static func matches(_ text: String, _ pattern: String, _ budget: inout ShellBudget) -> Bool? {
        matches(Array(text.utf8)[...], Array(pattern.utf8), &budget)
    }

    /// Whether one byte matches the pattern's next element: where that element ends.
    private static func one(_ byte: UInt8, _ pattern: [UInt8], _ start: Int, _ budget: inout ShellBudget) -> Int? {
        switch pattern[start] {
        case UInt8(ascii: "?"): return start + 1
        case UInt8(ascii: "\\") where start + 1 < pattern.count: return pattern[start + 1] == byte ? start + 2 : nil
        case UInt8(ascii: "["):
            let close = pattern[(start + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]"))
            budget.spend((close ?? pattern.count) - start)
            guard let close else {
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

    /// `${NAME#pattern}` and its three relatives; nil for a long text, and when the budget does not reach.
    static func trim(
        _ text: String, _ pattern: String, atEnd: Bool, longest: Bool, _ budget: inout ShellBudget
    ) -> String? {
        let bytes = Array(text.utf8)
        let wanted = Array(pattern.utf8)
        guard bytes.count <= 1_024 else { return nil }
        for step in 0...bytes.count {
            let length = longest ? bytes.count - step : step
            guard let isMatch = matches(atEnd ? bytes.suffix(length) : bytes.prefix(length), wanted, &budget) else {
                return nil
            }
            if isMatch {
                return String(decoding: atEnd ? bytes.dropLast(length) : bytes.dropFirst(length), as: UTF8.self)
            }
        }
        return text
    }
}
