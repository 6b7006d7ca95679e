// SPDX-License-Identifier: Apache-2.0

/// One instruction of a Dockerfile.
public struct Step: Sendable, Equatable {
    /// `RUN`, `COPY`, …, in capitals.
    public let verb: String
    /// What follows the verb, continuation lines joined, comments left out.
    public let arguments: String
    /// The bodies of its heredocs, in order.
    public let heredocs: [String]
    /// Counted from 1, heredocs included.
    public let lines: ClosedRange<Int>

    /// The words behind the flags: `["src", "dst"]` of `COPY --chown=app src dst` and of `COPY ["src", "dst"]`.
    let words: [String]

    init(verb: String, arguments: String, heredocs: [String], lines: ClosedRange<Int>) {
        self.verb = verb
        self.arguments = arguments
        self.heredocs = heredocs
        self.lines = lines
        words = Step.words(Substring(arguments))
    }

    static func words(_ arguments: Substring) -> [String] {
        let rest = arguments.split(whereSeparator: Step.isBlank).drop { $0.hasPrefix("--") }
        guard let first = rest.first, let last = rest.last else { return [] }
        let text = arguments[first.startIndex..<last.endIndex]
        return list(text) ?? rest.map(String.init)
    }

    /// The strings of a JSON array, or of the blank-separated one that Docker writes into a history; nil for
    /// anything else.
    private static func list(_ text: Substring) -> [String]? {
        guard text.first == "[", text.last == "]" else { return nil }
        var words: [String] = []
        var word: String?
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if word == nil {
                if character == "\"" { word = "" } else if character != ",", !isBlank(character) { return nil }
            } else if isEscaped {
                word?.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                words.append(word ?? "")
                word = nil
            } else {
                word?.append(character)
            }
        }
        return word == nil ? words : nil
    }

    static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\n" || character == "\r" || character == "\r\n"
    }
}
