// SPDX-License-Identifier: Apache-2.0

/// Which of two versions is the later one, as package managers mostly agree: digits by value, `~` before everything,
/// other signs by their bytes, letters before them (dpkg's rule, near enough to rpm's and semver's to tell up from
/// down).
enum VersionOrder {
    static func isLater(_ version: String, than other: String) -> Bool {
        compare(Array(version.utf8), Array(other.utf8)) > 0
    }

    private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var (first, second) = (0, 0)
        while first < left.count || second < right.count {
            while first < left.count && !isDigit(left[first]) || second < right.count && !isDigit(right[second]) {
                let difference = weight(left, first) - weight(right, second)
                if difference != 0 { return difference }
                first += 1
                second += 1
            }
            let leftDigits = digits(left, &first)
            let rightDigits = digits(right, &second)
            if leftDigits.count != rightDigits.count { return leftDigits.count - rightDigits.count }
            for (a, b) in zip(leftDigits, rightDigits) where a != b { return Int(a) - Int(b) }
        }
        return 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The end and digits weigh nothing, `~` less than that.
    private static func weight(_ text: [UInt8], _ index: Int) -> Int {
        guard index < text.count, !isDigit(text[index]) else { return 0 }
        let byte = text[index]
        if byte == UInt8(ascii: "~") { return -1 }
        return (0x61...0x7A).contains(byte | 0x20) ? Int(byte) : Int(byte) + 256
    }

    private static func digits(_ text: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
        while index < text.count, text[index] == 0x30 { index += 1 }
        let start = index
        while index < text.count, isDigit(text[index]) { index += 1 }
        return text[start..<index]
    }
}
