// SPDX-License-Identifier: Apache-2.0

/// A regular expression in the syntax of Go (RE2), which gitleaks' rules are written in, put into the syntax that
/// PCRE2 and the pattern library share. What Go refuses is refused here too, so that a file means the same to both;
/// what cannot be had is said. Source: the package documentation of `regexp/syntax`.
///
/// One difference stays: bytes are matched, not characters, so `.` takes one byte of a letter beyond ASCII.
struct GoRegex {
    private(set) var translated: [UInt8] = []
    private let source: [UInt8]
    private var index = 0

    /// Longer ones are no rule's.
    private static let lengthLimit = 32 << 10
    private static let repeatLimit = 1_000
    /// Escapes that mean the same to Go and to PCRE2.
    private static let sharedEscapes = Set("zAbBdDsSwWafnrt".utf8)

    init(_ pattern: String) throws(RegexProblem) {
        source = Array(pattern.utf8)
        guard source.count <= GoRegex.lengthLimit else {
            throw RegexProblem(what: "it has more than \(GoRegex.lengthLimit) bytes")
        }
        try translate()
    }

    private func problem(_ what: String) -> RegexProblem { RegexProblem(what: what + " (at character \(index + 1))") }

    private func byte(_ offset: Int = 0) -> UInt8? {
        index + offset < source.count ? source[index + offset] : nil
    }

    private mutating func translate() throws(RegexProblem) {
        var wasQuantified = false
        while let byte = byte() {
            var isQuantifier = false
            switch byte {
            case UInt8(ascii: "\\"): try escape(inClass: false)
            case UInt8(ascii: "["): try characterClass()
            case UInt8(ascii: "("): try group()
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
                isQuantifier = true
                translated.append(byte)
                index += 1
            case UInt8(ascii: "{"):
                if let end = try repetition() {
                    isQuantifier = true
                    translated += source[index..<end]
                    index = end
                } else {
                    translated += Array("\\{".utf8)
                    index += 1
                }
            case 0x80...: wide()
            default:
                translated.append(byte)
                index += 1
            }
            guard isQuantifier else {
                wasQuantified = false
                continue
            }
            if wasQuantified { throw problem("a repetition is repeated") }
            wasQuantified = true
            // Lazy.
            if self.byte() == UInt8(ascii: "?") {
                translated.append(UInt8(ascii: "?"))
                index += 1
            }
        }
    }

    /// The end of `{n}`, `{n,}` or `{n,m}`; nil where the brace stands for itself.
    private func repetition() throws(RegexProblem) -> Int? {
        var position = index + 1
        func number() -> Int? {
            let start = position
            while position < source.count, ByteSet.digits.contains(source[position]), position - start < 6 {
                position += 1
            }
            return Int(String(decoding: source[start..<position], as: UTF8.self))
        }
        guard let least = number() else { return nil }
        var most = least
        if position < source.count, source[position] == UInt8(ascii: ",") {
            position += 1
            most = number() ?? least
        }
        guard position < source.count, source[position] == UInt8(ascii: "}") else { return nil }
        guard max(least, most) <= GoRegex.repeatLimit else {
            throw problem("it repeats more than \(GoRegex.repeatLimit) times, which Go refuses")
        }
        return position + 1
    }

    /// A character beyond ASCII as the bytes it has, held together for what may follow.
    private mutating func wide() {
        translated += Array("(?:".utf8)
        repeat {
            translated.append(source[index])
            index += 1
        } while index < source.count && source[index] & 0xC0 == 0x80
        translated.append(UInt8(ascii: ")"))
    }

    private mutating func group() throws(RegexProblem) {
        if byte(1) == UInt8(ascii: "*") { throw problem("«(*» is no group") }
        guard byte(1) == UInt8(ascii: "?") else {
            translated.append(UInt8(ascii: "("))
            index += 1
            return
        }
        var end = index + 2
        if byte(2) == UInt8(ascii: "P") || byte(2) == UInt8(ascii: "<") {
            let open = byte(2) == UInt8(ascii: "P") ? 3 : 2
            guard byte(open) == UInt8(ascii: "<"), let first = byte(open + 1), ByteSet.word.contains(first) else {
                throw problem("Go has no look-behind, and only (?P<name>…) for named groups")
            }
            end = index + open + 1
            while end < source.count, ByteSet.word.contains(source[end]) { end += 1 }
            guard end < source.count, source[end] == UInt8(ascii: ">") else {
                throw problem("the name of a group is not closed with «>»")
            }
            // A plain group: names are not used, and PCRE2 is stricter about them.
            translated.append(UInt8(ascii: "("))
            index = end + 1
            return
        }
        while end < source.count, Set("imsU-".utf8).contains(source[end]) { end += 1 }
        guard end < source.count, source[end] == UInt8(ascii: ":") || source[end] == UInt8(ascii: ")") else {
            let isLook = byte(2) == UInt8(ascii: "=") || byte(2) == UInt8(ascii: "!")
            throw problem(isLook ? "Go has no look-ahead" : "Go has no such group")
        }
        translated += source[index...end]
        index = end + 1
    }

    /// At the backslash.
    private mutating func escape(inClass: Bool) throws(RegexProblem) {
        guard let next = byte(1) else { throw problem("it ends with a backslash") }
        switch next {
        case UInt8(ascii: "v"): put("\\x0B", 2)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var count = 1
            while count < 3, let digit = byte(1 + count), (0x30...0x37).contains(digit) { count += 1 }
            guard next == UInt8(ascii: "0") || count > 1 else { throw problem("Go has no back-references") }
            let value = source[(index + 1)..<(index + 1 + count)].reduce(0) { $0 * 8 + Int($1 - 0x30) }
            try putByte(value, 1 + count)
        case UInt8(ascii: "x"): try hexadecimal()
        case UInt8(ascii: "Q"): quoted()
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            throw problem("classes of Unicode (\\p) are not supported: bytes are matched here")
        case _ where GoRegex.sharedEscapes.contains(next):
            if inClass, Set("zAbB".utf8).contains(next) { throw problem("this escape has no place in a class") }
            put([UInt8(ascii: "\\"), next], 2)
        case _ where ByteSet.alphanumeric.contains(next) || next >= 0x80:
            throw problem("\\\(Character(Unicode.Scalar(next))) is no escape of Go's")
        default: put([UInt8(ascii: "\\"), next], 2)
        }
    }

    private mutating func put(_ text: String, _ consumed: Int) { put(Array(text.utf8), consumed) }

    private mutating func put(_ text: [UInt8], _ consumed: Int) {
        translated += text
        index += consumed
    }

    private mutating func putByte(_ value: Int, _ consumed: Int) throws(RegexProblem) {
        guard value < 0x80 else { throw problem("an escape beyond ASCII is not supported: bytes are matched here") }
        let digits = Array("0123456789ABCDEF".utf8)
        put(Array("\\x".utf8) + [digits[value >> 4], digits[value & 15]], consumed)
    }

    /// `\x7F` or `\x{7F}`.
    private mutating func hexadecimal() throws(RegexProblem) {
        var digits: ArraySlice<UInt8>
        var consumed: Int
        if byte(2) == UInt8(ascii: "{") {
            digits = source[(index + 3)...].prefix { $0 != UInt8(ascii: "}") }
            consumed = 4 + digits.count
            guard index + consumed <= source.count, digits.count <= 8 else { throw problem("\\x{ is not closed") }
        } else {
            digits = source[(index + 2)...].prefix(2)
            consumed = 4
            guard digits.count == 2 else { throw problem("\\x needs two digits") }
        }
        guard let value = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw problem("\\x needs hexadecimal digits")
        }
        try putByte(value, consumed)
    }

    /// `\Q…\E`, each character escaped.
    private mutating func quoted() {
        index += 2
        while index < source.count {
            if source[index] == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "E") {
                index += 2
                return
            }
            if source[index] < 0x80, !ByteSet.word.contains(source[index]) { translated.append(UInt8(ascii: "\\")) }
            translated.append(source[index])
            index += 1
        }
    }

    private mutating func characterClass() throws(RegexProblem) {
        let start = index
        put([UInt8(ascii: "[")], 1)
        if byte() == UInt8(ascii: "^") { put([UInt8(ascii: "^")], 1) }
        var isFirst = true
        while let next = byte() {
            switch next {
            case UInt8(ascii: "]") where !isFirst:
                put([next], 1)
                return
            case UInt8(ascii: "]"): put("\\]", 1)
            case UInt8(ascii: "\\"): try escape(inClass: true)
            case UInt8(ascii: "[") where byte(1) == UInt8(ascii: ":"):
                guard let end = source[(index + 2)...].firstIndex(of: UInt8(ascii: "]")),
                    source[end - 1] == UInt8(ascii: ":"), end > index + 2
                else {
                    put("\\[", 1)
                    break
                }
                put(Array(source[index...end]), end + 1 - index)
            case UInt8(ascii: "["): put("\\[", 1)
            case 0x80...: throw problem("a class beyond ASCII is not supported: bytes are matched here")
            default: put([next], 1)
            }
            isFirst = false
        }
        index = start
        throw problem("a class is not closed with «]»")
    }
}
