// SPDX-License-Identifier: Apache-2.0

/// One line of a settings file taken apart: `NAME=value`, `export NAME="value"`, `name: value`, `"name": "value",`.
struct SettingLine {
    let name: Range<Int>
    let value: Range<Int>

    /// nil for blank lines, comments, headings and anything without an operator.
    init?(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) {
        let blanks = ByteSet(0x09...0x09, 0x20...0x20, 0x0d...0x0d)
        let quotes = ByteSet(0x22...0x22, 0x27...0x27, 0x60...0x60)
        var start = line.lowerBound
        while start < line.upperBound, blanks.contains(bytes[start]) { start += 1 }
        guard start < line.upperBound else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "/"), UInt8(ascii: "<"): return nil
        default: break
        }
        if bytes.starts(at: start, with: "export ", limit: line.upperBound) { start += 7 }
        if bytes.starts(at: start, with: "- ", limit: line.upperBound) { start += 2 }
        while start < line.upperBound, quotes.contains(bytes[start]) || blanks.contains(bytes[start]) { start += 1 }
        let nameBytes = ByteSet.word.union(ByteSet(0x2d...0x2e))
        var end = start
        while end < line.upperBound, nameBytes.contains(bytes[end]) { end += 1 }
        guard end > start, end - start <= 96 else { return nil }
        name = start..<end
        while end < line.upperBound, quotes.contains(bytes[end]) || blanks.contains(bytes[end]) { end += 1 }
        guard end < line.upperBound, bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ":") else {
            return nil
        }
        end += 1
        while end < line.upperBound, blanks.contains(bytes[end]) { end += 1 }
        guard end < line.upperBound else { return nil }
        start = end
        if quotes.contains(bytes[start]) {
            let quote = bytes[start]
            start += 1
            end = start
            while end < line.upperBound, bytes[end] != quote { end += 1 }
        } else {
            while end < line.upperBound {
                // A comment begins after a blank only: passwords may contain `#`.
                if bytes[end] == UInt8(ascii: "#"), blanks.contains(bytes[end - 1]) { break }
                end += 1
            }
            while end > start, blanks.contains(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
        }
        guard end > start else { return nil }
        value = start..<end
    }
}
