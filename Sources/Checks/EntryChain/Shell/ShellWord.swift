// SPDX-License-Identifier: Apache-2.0

/// One word of a shell script, as written: what it becomes depends on variables.
struct ShellWord: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case text(String, isQuoted: Bool)
        /// `$NAME`, `${NAME}`, `${NAME:-word}`: the name, and what stands behind it in the braces.
        case variable(String, operation: String, isQuoted: Bool)
        /// `$(…)` and backquotes.
        case command(String, isQuoted: Bool)
        /// Arithmetic, process substitution: nothing that can be told beforehand.
        case unknown(String)
    }

    var parts: [Part] = []

    /// The word as a reserved word or an operator would have to be written: plain and without quotes.
    var plain: String? {
        guard parts.count == 1, case .text(let text, false) = parts[0] else { return nil }
        return text
    }

    /// `NAME=` at its beginning: the name, and the rest as a word.
    var assignment: (name: String, value: ShellWord)? {
        guard case .text(let text, false)? = parts.first, let equals = text.firstIndex(of: "="),
            CommandLine.isAssignment(text)
        else { return nil }
        var value = ShellWord(parts: Array(parts.dropFirst()))
        let rest = String(text[text.index(after: equals)...])
        if !rest.isEmpty { value.parts.insert(.text(rest, isQuoted: false), at: 0) }
        return (String(text[..<equals]), value)
    }
}
