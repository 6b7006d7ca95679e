// SPDX-License-Identifier: Apache-2.0

/// What words become.
extension ShellWalk {
    typealias Value = ShellState.Value

    /// A longer text counts as unknown.
    private static let textLimit = 4_096
    /// What looking for a file costs, and for a program in every directory of PATH.
    static let lookUp = 256

    /// Words as arguments: `"$@"` becomes several, an unquoted variable is split, an empty one vanishes.
    mutating func expand(_ words: [ShellWord], _ state: inout ShellState) -> [Value] {
        var fields: [Value] = []
        for word in words.prefix(1_024) {
            if word.parts.count == 1, case .variable(let name, let operation, let isQuoted) = word.parts[0],
                name == "@" || name == "*"
            {
                budget.spend(8 * state.arguments.count)
                fields += arguments(operation, isQuoted: isQuoted, state)
                if fields.count > 1_024 { fields.removeLast(fields.count - 1_024) }
                continue
            }
            let value = joined(word, &state)
            let isPlain = word.parts.allSatisfy { part in
                switch part {
                case .text(_, let isQuoted), .command(_, let isQuoted): isQuoted
                case .variable(_, _, let isQuoted): isQuoted
                case .unknown: false
                }
            }
            if isPlain || !value.isKnown {
                fields.append(value)
            } else {
                fields += value.text.split(whereSeparator: \.isWhitespace).map {
                    Value(text: String($0), isKnown: true)
                }
            }
        }
        return Array(fields.prefix(1_024))
    }

    private func arguments(_ operation: String, isQuoted: Bool, _ state: ShellState) -> [Value] {
        guard !operation.isEmpty else { return state.arguments }
        // ${@:2}
        if operation.hasPrefix(":"), let start = Int(operation.dropFirst()), start >= 1 {
            return Array(state.arguments.dropFirst(start - 1))
        }
        if operation.hasPrefix(":-"), state.arguments.isEmpty {
            return [Value(text: String(operation.dropFirst(2)), isKnown: !operation.contains("$"))]
        }
        return state.arguments
    }

    /// A word as one text, quotes taken off.
    mutating func joined(_ word: ShellWord, _ state: inout ShellState) -> Value {
        var text = ""
        var isKnown = true
        for part in word.parts {
            let value = self.value(part, &state)
            // What is cut off is made all the same: a part may set a variable.
            if text.utf8.count <= ShellWalk.textLimit { text += value.text }
            isKnown = isKnown && value.isKnown
        }
        return Value(
            text: String(text.prefix(ShellWalk.textLimit)), isKnown: isKnown && text.utf8.count <= ShellWalk.textLimit)
    }

    /// A word as a pattern: what was quoted means itself.
    mutating func pattern(_ word: ShellWord, _ state: inout ShellState) -> Value {
        var text = ""
        var isKnown = true
        for part in word.parts {
            let value = self.value(part, &state)
            isKnown = isKnown && value.isKnown
            switch part {
            case .text(_, true), .variable(_, _, true), .command(_, true):
                for scalar in value.text.unicodeScalars {
                    if "*?[\\".unicodeScalars.contains(scalar) { text += "\\" }
                    text.unicodeScalars.append(scalar)
                }
            default: text += value.text
            }
        }
        return Value(text: text, isKnown: isKnown)
    }

    private mutating func value(_ part: ShellWord.Part, _ state: inout ShellState) -> Value {
        let value =
            switch part {
            case .text(let text, _): Value(text: text, isKnown: true)
            case .unknown(let text): Value(text: text, isKnown: false)
            case .command(let text, _): output(text, &state)
            case .variable(let name, let operation, _): variable(name, operation, &state)
            }
        budget.spend(8 + value.text.utf8.count)
        return value
    }

    /// The absolute path of a program; nil when there is none.
    mutating func find(_ program: String) -> String? {
        budget.spend(8 * (ShellWalk.lookUp + program.utf8.count))
        return scene.program(program)
    }

    /// What `$(…)` writes.
    private mutating func output(_ text: String, _ state: inout ShellState) -> Value {
        let unknown = Value(text: "$(\(text.prefix(40)))", isKnown: false)
        guard nesting < 8, text.utf8.count < 1_024, !budget.isSpent else { return unknown }
        budget.spend(4 * text.utf8.count)
        nesting += 1
        defer { nesting -= 1 }
        // One command; what a failure would make of it («|| true») does not matter.
        var words: [ShellWord] = []
        for token in ShellLexer.tokens(Array(text.utf8)) {
            if case .word(let word) = token {
                words.append(word)
            } else if token == .sign("||") {
                break
            } else {
                return unknown
            }
        }
        let fields = expand(words, &state)
        guard fields.allSatisfy(\.isKnown), let first = fields.first else { return unknown }
        switch (EntryChain.baseName(first.text), fields.dropFirst().map(\.text).joined(separator: " ")) {
        case ("id", "-u"), ("id", "--user"):
            state.askedForRoot = true
            return Value(text: scene.isRoot ? "0" : "1000", isKnown: true)
        case ("id", "-un"), ("id", "-u -n"), ("id", "-n -u"), ("id", "-nu"), ("whoami", ""):
            state.askedForRoot = true
            return Value(text: scene.isRoot ? "root" : "app", isKnown: true)
        case ("command", _), ("which", _), ("type", _):
            guard let last = fields.last, fields.count > 1, !last.text.hasPrefix("-") else { return unknown }
            return Value(text: find(last.text) ?? "", isKnown: true)
        case ("basename", let name) where fields.count == 2:
            return Value(text: EntryChain.baseName(name), isKnown: true)
        case ("echo", let rest) where !rest.hasPrefix("-"): return Value(text: rest, isKnown: true)
        default: return unknown
        }
    }

    private mutating func variable(_ name: String, _ operation: String, _ state: inout ShellState) -> Value {
        let written = operation.isEmpty || operation == "length" ? "$" + name : "${\(name)\(operation)}"
        let unknown = Value(text: written, isKnown: false)
        guard !budget.isSpent else { return unknown }
        let base = plain(name, &state)
        budget.spend(4 * written.utf8.count + (base?.text.utf8.count ?? 0))
        if operation.isEmpty { return base.map { $0.isKnown ? $0 : unknown } ?? Value(text: "", isKnown: true) }
        if operation == "length" {
            if name == "@" || name == "*" { return plain("#", &state) ?? unknown }
            guard let base, base.isKnown, name != "FUNCNAME" else { return unknown }
            return Value(text: String(base.text.count), isKnown: true)
        }
        // ${BASH_SOURCE[0]}, ${FUNCNAME[1]}, ${array[@]}
        if operation.hasPrefix("[") {
            if name == "BASH_SOURCE" { return base ?? unknown }
            // A script that is run and not sourced was called by nobody but main.
            if name == "FUNCNAME", operation == "[1]" { return Value(text: "main", isKnown: true) }
            return unknown
        }
        let isSet = base != nil
        let isFilled = base.map { !$0.isKnown || !$0.text.isEmpty } ?? false
        let (sign, rest) = ShellWalk.split(operation)
        switch sign {
        case ":-", "-", ":=", "=":
            if let base, !base.isKnown { return unknown }
            if sign.hasPrefix(":") ? isFilled : isSet { return base ?? unknown }
            let value = inner(rest, &state)
            if sign.hasSuffix("=") {
                budget.spend(state.size)
                state.variables[name] = value
            }
            return value
        case ":+", "+":
            if let base, !base.isKnown { return unknown }
            return (sign == ":+" ? isFilled : isSet) ? inner(rest, &state) : Value(text: "", isKnown: true)
        case ":?", "?": return base ?? unknown
        case "#", "##", "%", "%%":
            guard let base, base.isKnown else { return base == nil ? Value(text: "", isKnown: true) : unknown }
            let wanted = pattern(ShellLexer.word(rest), &state)
            guard wanted.isKnown else { return unknown }
            return ShellPattern.trim(
                base.text, wanted.text, atEnd: sign.hasPrefix("%"), longest: sign.utf8.count == 2, &budget
            ).map { Value(text: $0, isKnown: true) } ?? unknown
        case ":":
            guard let base, base.isKnown else { return unknown }
            let numbers = rest.split(separator: ":").map { Int($0) }
            guard let first = numbers.first, let start = first, start >= 0 else { return unknown }
            let tail = base.text.dropFirst(start)
            guard numbers.count > 1 else { return Value(text: String(tail), isKnown: true) }
            guard let count = numbers[1], count >= 0 else { return unknown }
            return Value(text: String(tail.prefix(count)), isKnown: true)
        default: return unknown
        }
    }

    private mutating func inner(_ text: String, _ state: inout ShellState) -> Value {
        // Defaults within defaults come from people, two or three deep.
        guard text.utf8.count < 4_096, nesting < 8 else { return Value(text: text, isKnown: false) }
        nesting += 1
        defer { nesting -= 1 }
        return joined(ShellLexer.word(text), &state)
    }

    private static func split(_ operation: String) -> (sign: String, rest: String) {
        for sign in [":-", ":=", ":+", ":?", "##", "%%", "-", "=", "+", "?", "#", "%", ":"]
        where operation.hasPrefix(sign) {
            return (sign, String(operation.dropFirst(sign.count)))
        }
        return ("", operation)
    }

    /// A variable without operation; nil when it is not set.
    private func plain(_ name: String, _ state: inout ShellState) -> Value? {
        switch name {
        case "0", "BASH_SOURCE": return Value(text: scene.name, isKnown: true)
        case "#":
            return Value(text: state.knowsCount ? String(state.arguments.count) : "$#", isKnown: state.knowsCount)
        case "@", "*":
            var text = state.arguments.first?.text ?? ""
            for argument in state.arguments.dropFirst() where text.utf8.count <= ShellWalk.textLimit {
                text += " " + argument.text
            }
            return Value(
                text: text,
                isKnown: state.knowsCount && text.utf8.count <= ShellWalk.textLimit
                    && state.arguments.allSatisfy(\.isKnown))
        case "UID", "EUID":
            state.askedForRoot = true
            return Value(text: scene.isRoot ? "0" : "1000", isKnown: true)
        case "?", "$", "!", "-", "RANDOM", "HOSTNAME", "PWD", "SECONDS", "PPID", "OLDPWD", "OPTARG", "OPTIND":
            return Value(text: "$" + name, isKnown: false)
        default: break
        }
        if let number = Int(name) {
            guard number >= 1, number <= state.arguments.count else {
                return state.knowsCount ? nil : Value(text: "$" + name, isKnown: false)
            }
            return state.arguments[number - 1]
        }
        if let value = state.variables[name] { return value }
        if let value = scene.environment[name] { return Value(text: value, isKnown: true) }
        return state.isOpen ? Value(text: "$" + name, isKnown: false) : nil
    }
}
