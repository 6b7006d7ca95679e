// SPDX-License-Identifier: Apache-2.0

/// Cuts a shell script (POSIX shell grammar, XCU 2.3, and the few things of bash that entry scripts use) into words
/// and operators. Redirections and here-documents are left out: they start nothing. Linear, no recursion.
struct ShellLexer {
    enum Token: Sendable, Equatable {
        case word(ShellWord)
        /// `;` `;;` `&` `&&` `|` `||` `(` `)` and a newline as `\n`.
        case sign(String)
    }

    private static let tokenLimit = 20_000

    private let bytes: [UInt8]
    private var next = 0
    private var delimiters: [[UInt8]] = []
    private(set) var tokens: [Token] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func tokens(_ bytes: [UInt8]) -> [Token] {
        var lexer = ShellLexer(bytes)
        lexer.run()
        return lexer.tokens
    }

    /// The word inside of `${NAME:-…}`: one word whatever blanks it holds.
    static func word(_ text: String) -> ShellWord {
        var lexer = ShellLexer(Array(text.utf8))
        var word = ShellWord()
        lexer.read(&word, untilBlank: false)
        return word
    }

    private mutating func run() {
        while next < bytes.count, tokens.count < ShellLexer.tokenLimit {
            let byte = bytes[next]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): next += 1
            case UInt8(ascii: "\n"):
                next += 1
                skipDocuments()
                tokens.append(.sign("\n"))
            case UInt8(ascii: "#"): skip { $0 == UInt8(ascii: "\n") }
            case UInt8(ascii: "\\") where at(next + 1) == UInt8(ascii: "\n"): next += 2
            case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"): sign(byte)
            case UInt8(ascii: "("), UInt8(ascii: ")"):
                next += 1
                tokens.append(.sign(byte == UInt8(ascii: "(") ? "(" : ")"))
            case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection()
            default: word()
            }
        }
    }

    private func at(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skip(until isEnd: (UInt8) -> Bool) {
        while next < bytes.count, !isEnd(bytes[next]) { next += 1 }
    }

    private mutating func sign(_ byte: UInt8) {
        let isDouble = at(next + 1) == byte
        if byte == UInt8(ascii: "&"), at(next + 1) == UInt8(ascii: ">") {
            next += 1
            return redirection()
        }
        next += isDouble ? 2 : 1
        let text = String(UnicodeScalar(byte))
        tokens.append(.sign(isDouble ? text + text : text))
    }

    // MARK: Words

    private mutating func word() {
        let start = next
        var word = ShellWord()
        read(&word, untilBlank: true)
        // «2>file»: the number belongs to the redirection.
        if let byte = at(next), byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">"),
            bytes[start..<next].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        {
            return
        }
        if next == start { next += 1 }
        tokens.append(.word(word))
    }

    /// Parts up to a blank or an operator outside of quotes, or to the end.
    private mutating func read(_ word: inout ShellWord, untilBlank: Bool) {
        var text: [UInt8] = []
        var textIsQuoted = false
        var isQuoted = false
        func flush(_ word: inout ShellWord) {
            guard !text.isEmpty else { return }
            word.parts.append(.text(String(decoding: text, as: UTF8.self), isQuoted: textIsQuoted))
            text.removeAll(keepingCapacity: true)
        }
        func put(_ bytes: some Collection<UInt8>, isQuoted: Bool, _ word: inout ShellWord) {
            if textIsQuoted != isQuoted { flush(&word) }
            textIsQuoted = isQuoted
            text += bytes
        }
        while let byte = at(next) {
            if !isQuoted, untilBlank, ShellLexer.endsWord.contains(byte) { break }
            next += 1
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = at(next) else { continue }
                next += 1
                if escaped == UInt8(ascii: "\n") { continue }
                // Within double quotes a backslash means something before $ ` " and itself only.
                let isPlain = isQuoted && ![0x24, 0x60, 0x22, 0x5C].contains(escaped)
                put(isPlain ? [byte, escaped] : [escaped], isQuoted: true, &word)
            case UInt8(ascii: "'") where !isQuoted:
                let start = next
                skip { $0 == UInt8(ascii: "'") }
                flush(&word)
                word.parts.append(.text(String(decoding: bytes[start..<next], as: UTF8.self), isQuoted: true))
                next += 1
            case UInt8(ascii: "\""):
                flush(&word)
                isQuoted.toggle()
                // An empty string is a word too.
                if isQuoted, at(next) == UInt8(ascii: "\"") { word.parts.append(.text("", isQuoted: true)) }
            case UInt8(ascii: "$"):
                next -= 1
                if let part = dollar(isQuoted) {
                    flush(&word)
                    word.parts.append(part)
                } else {
                    next += 1
                    put([byte], isQuoted: isQuoted, &word)
                }
            case UInt8(ascii: "`"):
                flush(&word)
                let start = next
                skip { $0 == UInt8(ascii: "`") }
                word.parts.append(.command(String(decoding: bytes[start..<next], as: UTF8.self), isQuoted: isQuoted))
                next += 1
            default: put(CollectionOfOne(byte), isQuoted: isQuoted, &word)
            }
        }
        next = min(next, bytes.count)
        flush(&word)
    }

    private static let endsWord: Set<UInt8> = Set(" \t\r\n;&|()<>".utf8)

    /// What a `$` begins; nil when it is a dollar and nothing else. Moves behind it.
    private mutating func dollar(_ isQuoted: Bool) -> ShellWord.Part? {
        guard let byte = at(next + 1) else { return nil }
        switch byte {
        case UInt8(ascii: "("):
            let isArithmetic = at(next + 2) == UInt8(ascii: "(")
            next += 2
            let text = balanced(UInt8(ascii: "("), UInt8(ascii: ")"))
            return isArithmetic ? .unknown("$((…))") : .command(text, isQuoted: isQuoted)
        case UInt8(ascii: "{"):
            next += 2
            return braced(balanced(UInt8(ascii: "{"), UInt8(ascii: "}")), isQuoted)
        case UInt8(ascii: "'") where !isQuoted, UInt8(ascii: "\"") where !isQuoted:
            // $'…' and $"…" are strings.
            next += 1
            return .text("", isQuoted: true)
        case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "$"),
            UInt8(ascii: "!"), UInt8(ascii: "-"), 0x30...0x39:
            next += 2
            return .variable(String(UnicodeScalar(byte)), operation: "", isQuoted: isQuoted)
        default:
            guard ShellLexer.isNameByte(byte) else { return nil }
            next += 1
            let start = next
            skip { !ShellLexer.isNameByte($0) }
            return .variable(String(decoding: bytes[start..<next], as: UTF8.self), operation: "", isQuoted: isQuoted)
        }
    }

    private func braced(_ text: String, _ isQuoted: Bool) -> ShellWord.Part {
        if text.hasPrefix("#"), text.utf8.count > 1 {
            return .variable(String(text.dropFirst()), operation: "length", isQuoted: isQuoted)
        }
        let name: Substring
        if let first = text.first, "@*#?".contains(first) {
            name = text.prefix(1)
        } else {
            name = text.prefix { $0.isASCII && ShellLexer.isNameByte($0.asciiValue ?? 0) }
        }
        guard !name.isEmpty else { return .unknown("${\(text)}") }
        return .variable(String(name), operation: String(text.dropFirst(name.count)), isQuoted: isQuoted)
    }

    /// The text up to the closing sign, nested pairs and quotes passed over. Moves behind it.
    private mutating func balanced(_ open: UInt8, _ close: UInt8) -> String {
        let start = next
        var depth = 1
        var quote: UInt8 = 0
        while let byte = at(next) {
            if byte == UInt8(ascii: "\\") {
                next += 2
                continue
            }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == open {
                depth += 1
            } else if byte == close {
                depth -= 1
                if depth == 0 { break }
            }
            next += 1
        }
        let end = min(next, bytes.count)
        next = min(end + 1, bytes.count)
        return String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        byte == 0x5F || byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }

    // MARK: Redirections

    private mutating func redirection() {
        let start = next
        skip { ![UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "|")].contains($0) }
        let sign = bytes[start..<next]
        if at(next) == UInt8(ascii: "("), sign.count == 1 {
            next += 1
            _ = balanced(UInt8(ascii: "("), UInt8(ascii: ")"))
            return tokens.append(.word(ShellWord(parts: [.unknown("<(…)")])))
        }
        let isDocument = sign.elementsEqual("<<".utf8)
        if isDocument, at(next) == UInt8(ascii: "-") { next += 1 }
        skip { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        guard let byte = at(next), !ShellLexer.endsWord.contains(byte) else { return }
        var target = ShellWord()
        read(&target, untilBlank: true)
        if isDocument, case .text(let text, _)? = target.parts.first { delimiters.append(Array(text.utf8)) }
    }

    /// Passes over the bodies of here-documents that began on the line above.
    private mutating func skipDocuments() {
        for delimiter in delimiters {
            while next < bytes.count {
                let start = next
                skip { $0 == UInt8(ascii: "\n") }
                let line = bytes[start..<next].drop { $0 == UInt8(ascii: "\t") }
                next = min(next + 1, bytes.count)
                if line.elementsEqual(delimiter) { break }
            }
        }
        delimiters = []
    }
}
