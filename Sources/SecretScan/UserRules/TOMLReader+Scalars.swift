// SPDX-License-Identifier: Apache-2.0

extension TOMLReader {
    // MARK: strings

    /// `"…"` on one line, escapes resolved.
    mutating func basicString() throws(TOMLProblem) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = peek, byte != 0x0A {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape()
            default: text.append(try plain(byte))
            }
        }
        throw problem("a string is not closed with «\"»")
    }

    /// `'…'` on one line, as it stands.
    mutating func literalString() throws(TOMLProblem) -> String {
        index += 1
        let start = index
        while let byte = peek, byte != 0x0A {
            index += 1
            if byte == UInt8(ascii: "'") { return String(decoding: bytes[start..<(index - 1)], as: UTF8.self) }
            _ = try plain(byte)
        }
        throw problem("a string is not closed with «'»")
    }

    mutating func longBasicString() throws(TOMLProblem) -> String {
        index += 3
        skipFirstNewline()
        var text: [UInt8] = []
        while let byte = peek {
            if byte == UInt8(ascii: "\""), starts(with: "\"\"\"") {
                text += quotesAtEnd(byte)
                return String(decoding: text, as: UTF8.self)
            }
            index += 1
            if byte == UInt8(ascii: "\\") {
                if try !joinsLines() { text += try escape() }
            } else {
                text.append(try plain(byte, isLong: true))
            }
        }
        throw problem("a string is not closed with three quotes")
    }

    mutating func longLiteralString() throws(TOMLProblem) -> String {
        index += 3
        skipFirstNewline()
        var text: [UInt8] = []
        while let byte = peek {
            if byte == UInt8(ascii: "'"), starts(with: "'''") {
                text += quotesAtEnd(byte)
                return String(decoding: text, as: UTF8.self)
            }
            index += 1
            text.append(try plain(byte, isLong: true))
        }
        throw problem("a string is not closed with three quotes")
    }

    private mutating func skipFirstNewline() {
        if starts(with: "\r\n") { index += 1 }
        if peek == 0x0A {
            index += 1
            line += 1
        }
    }

    /// Up to two quotes may stand before the three that close.
    private mutating func quotesAtEnd(_ quote: UInt8) -> [UInt8] {
        var count = 0
        while count < 5, peek == quote {
            count += 1
            index += 1
        }
        return [UInt8](repeating: quote, count: count - 3)
    }

    /// A backslash at a line's end swallows blank space up to the next text.
    private mutating func joinsLines() throws(TOMLProblem) -> Bool {
        let mark = index
        skipBlanks()
        if peek == 0x0D { index += 1 }
        guard peek == 0x0A else {
            index = mark
            return false
        }
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            index += 1
        }
        return true
    }

    private mutating func plain(_ byte: UInt8, isLong: Bool = false) throws(TOMLProblem) -> UInt8 {
        if isLong, byte == 0x0A {
            line += 1
            return byte
        }
        let isAllowed = byte >= 0x20 && byte != 0x7F || byte == 0x09 || isLong && byte == 0x0D
        guard isAllowed else { throw problem("a control character stands in a string; write it as \\u00XX") }
        return byte
    }

    /// After the backslash.
    private mutating func escape() throws(TOMLProblem) -> [UInt8] {
        guard let byte = peek else { throw problem("a string ends with a backslash") }
        index += 1
        switch byte {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let count = byte == UInt8(ascii: "u") ? 4 : 8
            let digits = bytes[index...].prefix(count)
            guard digits.count == count, digits.allSatisfy(ByteSet.hex.contains),
                let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            else { throw problem("\\\(Character(Unicode.Scalar(byte))) needs \(count) digits of a character") }
            index += count
            return Array(String(Character(scalar)).utf8)
        default:
            let shown = byte > 0x20 && byte < 0x7F ? String(Character(Unicode.Scalar(byte))) : "?"
            throw problem("\\\(shown) is no escape; in a regex use a literal string: '''…'''")
        }
    }

    // MARK: numbers and words

    mutating func scalar() throws(TOMLProblem) -> TOMLValue.Content {
        let start = index
        let inScalars = ByteSet.word.union(ByteSet(0x2B...0x2B, 0x2D...0x2E, 0x3A...0x3A))
        while let byte = peek, inScalars.contains(byte) { index += 1 }
        // A date and a time may have a blank between them.
        if index - start == 10, peek == 0x20, index + 1 < bytes.count, ByteSet.digits.contains(bytes[index + 1]) {
            index += 1
            while let byte = peek, inScalars.contains(byte) { index += 1 }
        }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        switch word {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        if let number = TOMLReader.integer(word) { return .integer(number) }
        if let number = TOMLReader.float(word) { return .float(number) }
        if word.utf8.count >= 8, word.utf8.first.map(ByteSet.digits.contains) == true,
            word.contains("-") || word.contains(":")
        {
            return .date(word)
        }
        throw problem(word.isEmpty ? "a value is missing" : "«\(word.prefix(40))» is no value; strings need quotes")
    }

    /// Underscores between digits only.
    private static func digits(_ text: some StringProtocol) -> String? {
        guard !text.hasPrefix("_"), !text.hasSuffix("_"), !text.contains("__") else { return nil }
        return String(text.filter { $0 != "_" })
    }

    private static func integer(_ word: String) -> Int64? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
            return digits(word.dropFirst(2)).flatMap {
                $0.hasPrefix("-") || $0.hasPrefix("+") ? nil : Int64($0, radix: radix)
            }
        }
        let unsigned = word.drop { $0 == "+" || $0 == "-" }
        guard word.count - unsigned.count <= 1, !unsigned.hasPrefix("0") || unsigned == "0",
            unsigned.utf8.allSatisfy({ ByteSet.digits.contains($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        return digits(unsigned).flatMap { Int64((word.hasPrefix("-") ? "-" : "") + $0) }
    }

    private static func float(_ word: String) -> Double? {
        let allowed = ByteSet.digits.union(ByteSet(0x2B...0x2B, 0x2D...0x2E, 0x45...0x45, 0x5F...0x5F, 0x65...0x65))
        guard word.utf8.allSatisfy(allowed.contains), word.utf8.contains(where: { !ByteSet.digits.contains($0) }),
            word.dropFirst().first != "+", !word.hasPrefix("."), !word.hasSuffix(".")
        else { return nil }
        return digits(word).flatMap { Double($0) }
    }
}
