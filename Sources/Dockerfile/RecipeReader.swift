// SPDX-License-Identifier: Apache-2.0

/// Takes a Dockerfile apart: directives, comments, continuations, heredocs.
struct RecipeReader {
    private(set) var steps: [Step] = []
    private let lines: [Substring]
    private var next = 0
    /// What joins a line with the next: `\`, or what the `escape` directive says.
    private var escape: Character = "\\"

    init(_ bytes: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = String(decoding: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
        // "\r\n" is one character.
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    mutating func read() {
        readDirectives()
        while next < lines.count {
            let line = trimmed(lines[next])
            if line.isEmpty || line.first == "#" {
                next += 1
            } else {
                readStep()
            }
        }
    }

    /// `# escape=` counts only above everything that is no directive.
    private mutating func readDirectives() {
        for line in lines {
            let line = trimmed(line)
            guard line.first == "#", let equals = line.firstIndex(of: "=") else { return }
            let name = trimmed(line[..<equals].dropFirst()).lowercased()
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter }) else { return }
            if name == "escape", let character = trimmed(line[line.index(after: equals)...]).first,
                character == "`" || character == "\\"
            {
                escape = character
            }
        }
    }

    private mutating func readStep() {
        let first = next
        var text = ""
        var goesOn = true
        while goesOn, next < lines.count {
            let line = trimmed(lines[next])
            next += 1
            // Comments and empty lines between continued lines are passed over.
            if next - 1 > first, line.isEmpty || line.first == "#" { continue }
            goesOn = line.last == escape
            text += goesOn ? line.dropLast() : line
            if goesOn { text += " " }
        }
        var last = next
        while last > first + 1, trimmed(lines[last - 1]).isEmpty { last -= 1 }
        let verb = text.prefix { !Step.isBlank($0) }
        let arguments = String(trimmed(text[verb.endIndex...]))
        guard !verb.isEmpty, verb.allSatisfy({ $0.isASCII && $0.isLetter }) else { return }
        let name = verb.uppercased()
        var bodies: [String] = []
        if ["RUN", "COPY", "ADD"].contains(name) {
            for mark in RecipeReader.heredocs(in: arguments) { bodies.append(readBody(mark)) }
            if !bodies.isEmpty { last = next }
        }
        steps.append(Step(verb: name, arguments: arguments, heredocs: bodies, lines: first + 1...max(first + 1, last)))
    }

    private mutating func readBody(_ mark: (name: String, dropsTabs: Bool)) -> String {
        var body = ""
        while next < lines.count {
            var line = lines[next]
            next += 1
            if mark.dropsTabs { line = line.drop { $0 == "\t" } }
            if line == mark.name { break }
            body += line + "\n"
        }
        return body
    }

    /// `<<EOF`, `<<-"EOF"`, `3<<EOF`; not the here-string `<<<`.
    private static func heredocs(in arguments: String) -> [(name: String, dropsTabs: Bool)] {
        arguments.split(whereSeparator: Step.isBlank).compactMap { word in
            var rest = word.drop { $0.isASCII && $0.isNumber }
            guard rest.hasPrefix("<<") else { return nil }
            rest = rest.dropFirst(2)
            let dropsTabs = rest.first == "-"
            if dropsTabs { rest = rest.dropFirst() }
            if let quote = rest.first, quote == "\"" || quote == "'" {
                guard rest.count > 2, rest.last == quote else { return nil }
                rest = rest.dropFirst().dropLast()
            }
            guard let start = rest.first, start == "_" || start.isLetter, !rest.contains("<") else { return nil }
            return (String(rest), dropsTabs)
        }
    }

    private func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: Step.isBlank)
        while let last = text.last, Step.isBlank(last) { text = text.dropLast() }
        return text
    }
}
