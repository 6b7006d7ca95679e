// SPDX-License-Identifier: Apache-2.0

/// A shell command line taken apart, as far as an entry point needs: simple commands, quotes taken off, variables
/// left as they stand. Linear, no recursion.
struct CommandLine {
    /// Simple commands in order, each as words; assignments before a command are dropped.
    private(set) var commands: [[String]] = []

    private static let wordLimit = 256

    init(_ text: some Sequence<UInt8>) {
        var words: [String] = []
        var word: [UInt8] = []
        var hasWord = false
        var quote: UInt8 = 0
        var isEscaped = false
        var isComment = false
        var total = 0
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        func endWord() {
            guard hasWord else { return }
            words.append(String(decoding: word, as: UTF8.self))
            word.removeAll(keepingCapacity: true)
            hasWord = false
            total += 1
        }
        func endCommand() {
            endWord()
            let command = CommandLine.withoutAssignments(words)
            if !command.isEmpty { commands.append(command) }
            words.removeAll(keepingCapacity: true)
        }
        for byte in text {
            if total > CommandLine.wordLimit { break }
            if isComment {
                if byte == 0x0A { isComment = false } else { continue }
            }
            if isEscaped {
                isEscaped = false
                if byte != 0x0A {
                    word.append(byte)
                    hasWord = true
                }
            } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                isEscaped = true
            } else if quote != 0 {
                if byte == quote { quote = 0 } else { word.append(byte) }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                hasWord = true
            } else if isBlank(byte) || byte == 0x0D {
                endWord()
            } else if byte == 0x0A || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&")
                || byte == UInt8(ascii: "|")
            {
                // «2>&1» is no end of a command.
                if byte == UInt8(ascii: "&"), word.last == UInt8(ascii: ">") {
                    word.append(byte)
                } else {
                    endCommand()
                }
            } else if byte == UInt8(ascii: "#"), !hasWord {
                isComment = true
            } else {
                word.append(byte)
                hasWord = true
            }
        }
        endCommand()
        commands = commands.map(CommandLine.withoutRedirections).filter { !$0.isEmpty }
    }

    init(_ text: String) { self.init(text.utf8) }

    private static func withoutAssignments(_ words: [String]) -> [String] {
        Array(words.drop { isAssignment($0) })
    }

    static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { return false }
        let name = word[..<equals].utf8
        guard let first = name.first, !(first >= 0x30 && first <= 0x39) else { return false }
        return name.allSatisfy {
            $0 == 0x5F || $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A
        }
    }

    private static func withoutRedirections(_ words: [String]) -> [String] {
        var kept: [String] = []
        var skipsNext = false
        for word in words {
            if skipsNext {
                skipsNext = false
                continue
            }
            let rest = word.drop { $0.isNumber }
            if rest.first == ">" || rest.first == "<" {
                skipsNext = rest.allSatisfy { $0 == ">" || $0 == "<" }
                continue
            }
            kept.append(word)
        }
        return kept
    }
}
