// SPDX-License-Identifier: Apache-2.0

/// Turns tokens into nodes. What it does not understand ends the script there and is said. Recursion goes as deep as
/// `depthLimit` and no deeper.
struct ShellParser {
    private static let depthLimit = 48
    private let tokens: [ShellLexer.Token]
    private var next = 0
    private var depth = 0
    /// Something was not understood: nodes behind it are missing.
    private(set) var isDamaged = false

    private init(_ tokens: [ShellLexer.Token]) { self.tokens = tokens }

    static func parse(_ script: [UInt8]) -> (nodes: [ShellNode], isDamaged: Bool) {
        var parser = ShellParser(ShellLexer.tokens(script))
        let nodes = parser.list(until: [])
        return (nodes, parser.isDamaged || parser.next < parser.tokens.count)
    }

    // MARK: Tokens

    private var plain: String? {
        guard next < tokens.count, case .word(let word) = tokens[next] else { return nil }
        return word.plain
    }

    private var sign: String? {
        guard next < tokens.count, case .sign(let sign) = tokens[next] else { return nil }
        return sign
    }

    private mutating func take(_ text: String) -> Bool {
        guard plain == text || sign == text else {
            isDamaged = true
            return false
        }
        next += 1
        return true
    }

    private mutating func skipNewlines() {
        while let sign, sign == "\n" || sign == ";" { next += 1 }
    }

    // MARK: Lists

    /// Commands up to one of the reserved words or signs, which stays.
    private mutating func list(until ends: Set<String>) -> [ShellNode] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ShellParser.depthLimit else {
            isDamaged = true
            return []
        }
        var nodes: [ShellNode] = []
        while !isDamaged {
            skipNewlines()
            guard next < tokens.count else { break }
            if let plain, ends.contains(plain) { break }
            if let sign, ends.contains(sign) { break }
            guard let node = andOr() else { break }
            if sign == "&" {
                next += 1
                nodes.append(.background(node))
            } else {
                nodes.append(node)
            }
        }
        return nodes
    }

    private mutating func andOr() -> ShellNode? {
        guard let first = pipeline() else { return nil }
        var links: [ShellNode.Link] = []
        while let sign, sign == "&&" || sign == "||" {
            next += 1
            while self.sign == "\n" { next += 1 }
            guard let node = pipeline() else { break }
            links.append(ShellNode.Link(isAnd: sign == "&&", node: node))
        }
        return links.isEmpty ? first : .list(first, links)
    }

    private mutating func pipeline() -> ShellNode? {
        var isNegated = false
        while plain == "!" {
            next += 1
            isNegated.toggle()
        }
        guard let first = command() else { return nil }
        var nodes = [first]
        while sign == "|" {
            next += 1
            while sign == "\n" { next += 1 }
            guard let node = command() else { break }
            nodes.append(node)
        }
        return nodes.count == 1 && !isNegated ? first : .pipeline(nodes, isNegated: isNegated)
    }

    // MARK: Commands

    private mutating func command() -> ShellNode? {
        guard next < tokens.count else { return nil }
        depth += 1
        defer { depth -= 1 }
        guard depth <= ShellParser.depthLimit else {
            isDamaged = true
            return nil
        }
        if sign == "(" {
            next += 1
            _ = list(until: [")"])
            _ = take(")")
            return .subshell
        }
        guard case .word = tokens[next] else {
            isDamaged = true
            return nil
        }
        switch plain {
        case "if": return conditional()
        case "while", "until": return loop()
        case "for", "select": return each()
        case "case": return choice()
        case "{":
            next += 1
            let body = list(until: ["}"])
            _ = take("}")
            return .group(body)
        case "[[": return test()
        case "function": return function()
        case let word? where ["then", "elif", "else", "fi", "do", "done", "esac", "}"].contains(word):
            isDamaged = true
            return nil
        default: return simple()
        }
    }

    private mutating func simple() -> ShellNode? {
        if next + 2 < tokens.count, let name = plain, case .sign("(") = tokens[next + 1],
            case .sign(")") = tokens[next + 2]
        {
            next += 3
            return body(of: name)
        }
        var words: [ShellWord] = []
        while next < tokens.count {
            if case .word(let word) = tokens[next] {
                words.append(word)
                next += 1
            } else if sign == "(", let last = words.last?.plain, last.hasSuffix("=") {
                // An array's values: NAME=( a b )
                next += 1
                while next < tokens.count, sign != ")" { next += 1 }
                next += 1
                words[words.count - 1].parts.append(.unknown("(…)"))
            } else if sign == "(" {
                isDamaged = true
                break
            } else {
                break
            }
        }
        return words.isEmpty ? nil : .command(words)
    }

    private mutating func function() -> ShellNode? {
        next += 1
        guard let name = plain else {
            isDamaged = true
            return nil
        }
        next += 1
        if sign == "(" {
            next += 1
            _ = take(")")
        }
        return body(of: name)
    }

    private mutating func body(of name: String) -> ShellNode? {
        while sign == "\n" { next += 1 }
        if plain == "{" {
            next += 1
            let body = list(until: ["}"])
            _ = take("}")
            return .function(name, body)
        }
        guard let body = command() else { return nil }
        return .function(name, [body])
    }

    private mutating func conditional() -> ShellNode? {
        var branches: [ShellNode.Branch] = []
        var otherwise: [ShellNode] = []
        repeat {
            next += 1
            let condition = list(until: ["then"])
            guard take("then") else { return nil }
            branches.append(ShellNode.Branch(condition: condition, body: list(until: ["elif", "else", "fi"])))
        } while plain == "elif" && !isDamaged
        if plain == "else" {
            next += 1
            otherwise = list(until: ["fi"])
        }
        _ = take("fi")
        return .conditional(branches, otherwise: otherwise)
    }

    private mutating func loop() -> ShellNode? {
        let isNegated = plain == "until"
        next += 1
        let condition = list(until: ["do"])
        guard take("do") else { return nil }
        let body = list(until: ["done"])
        _ = take("done")
        return .loop(condition: condition, isNegated: isNegated, body: body)
    }

    private mutating func each() -> ShellNode? {
        next += 1
        guard let name = plain else {
            // for ((…))
            while next < tokens.count, plain != "do" { next += 1 }
            guard take("do") else { return nil }
            let body = list(until: ["done"])
            _ = take("done")
            return .each("_", words: [ShellWord(parts: [.unknown("_")])], body: body)
        }
        next += 1
        var words: [ShellWord]?
        while sign == "\n" { next += 1 }
        if plain == "in" {
            next += 1
            var list: [ShellWord] = []
            while next < tokens.count, case .word(let word) = tokens[next] {
                list.append(word)
                next += 1
            }
            words = list
        }
        skipNewlines()
        guard take("do") else { return nil }
        let body = list(until: ["done"])
        _ = take("done")
        return .each(name, words: words, body: body)
    }

    private mutating func choice() -> ShellNode? {
        next += 1
        guard next < tokens.count, case .word(let subject) = tokens[next] else {
            isDamaged = true
            return nil
        }
        next += 1
        skipNewlines()
        guard take("in") else { return nil }
        var choices: [ShellNode.Choice] = []
        while !isDamaged {
            skipNewlines()
            if plain == "esac" || next >= tokens.count { break }
            if sign == "(" { next += 1 }
            var patterns: [ShellWord] = []
            while next < tokens.count, sign != ")" {
                if case .word(let word) = tokens[next] { patterns.append(word) }
                next += 1
            }
            next += 1
            choices.append(ShellNode.Choice(patterns: patterns, body: list(until: [";;", "esac"])))
            if sign == ";;" {
                next += 1
                // «;;&» and «;&» go on; they are read as «;;».
                if sign == "&" { next += 1 }
            }
        }
        _ = take("esac")
        return .choice(subject, choices)
    }

    private mutating func test() -> ShellNode? {
        next += 1
        var words: [ShellWord] = []
        while next < tokens.count, plain != "]]" {
            switch tokens[next] {
            case .word(let word): words.append(word)
            case .sign(let sign): words.append(ShellWord(parts: [.text(sign, isQuoted: false)]))
            }
            next += 1
        }
        _ = take("]]")
        return .test(words)
    }
}
