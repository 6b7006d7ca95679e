// SPDX-License-Identifier: Apache-2.0

/// The `NAME=value` and `--name value` pairs of a command line, quotes taken off. Reads every byte once.
struct CommandSettings {
    struct Setting {
        var name: Range<Int>
        var value: Range<Int>
    }

    private let text: UnsafeRawBufferPointer
    private var index = 0
    /// An option waiting for its value.
    private var option: Range<Int>?

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    mutating func next() -> Setting? {
        while index < text.count {
            let blank = ByteSet.blank.union(ByteSet(0x26...0x26, 0x28...0x29, 0x3b...0x3c, 0x7c...0x7c))
            guard !blank.contains(text[index]) else {
                if text[index] != 0x20 { option = nil }
                index += 1
                continue
            }
            let start = index
            var equals: Int?
            var quote: UInt8 = 0
            while index < text.count {
                let byte = text[index]
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if blank.contains(byte) {
                    break
                } else if byte == UInt8(ascii: "="), equals == nil {
                    equals = index
                }
                index += 1
            }
            let word = start..<index
            let waiting = option
            option = nil
            if let equals, let name = name(start..<equals) {
                return Setting(name: name, value: unquoted((equals + 1)..<word.upperBound))
            }
            if let waiting, text[start] != UInt8(ascii: "-") {
                return Setting(name: waiting, value: unquoted(word))
            }
            if text.starts(at: start, with: "--", limit: index) { option = name(word) }
        }
        return nil
    }

    /// A name without leading dashes; nil when other bytes than those of names are in it.
    private func name(_ range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        while start < range.upperBound,
            text[start] == UInt8(ascii: "-") || ByteSet(0x22...0x22, 0x27...0x27).contains(text[start])
        {
            start += 1
        }
        let name = start..<range.upperBound
        guard !name.isEmpty, name.count <= 64,
            text[name].allSatisfy({ ByteSet.word.contains($0) || $0 == 0x2d || $0 == 0x2e })
        else { return nil }
        return name
    }

    private func unquoted(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        let quotes = ByteSet(0x22...0x22, 0x27...0x27)
        while end > start, quotes.contains(text[end - 1]) || text[end - 1] == UInt8(ascii: ",") { end -= 1 }
        while start < end, quotes.contains(text[start]) { start += 1 }
        return start..<end
    }
}
