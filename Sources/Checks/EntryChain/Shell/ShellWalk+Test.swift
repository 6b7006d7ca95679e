// SPDX-License-Identifier: Apache-2.0

/// `[ … ]`, `test …` and `[[ … ]]`.
extension ShellWalk {
    private struct Operand {
        var value: ShellState.Value
        /// The word as a pattern, for the right side of `[[ a == b ]]`.
        var pattern: ShellState.Value
        /// Written without quotes: may be an operator.
        var isPlain: Bool
    }

    /// The outcome of a test, three-valued.
    mutating func test(_ words: [ShellWord], _ state: inout ShellState, isDouble: Bool) -> ShellStatus {
        var words = words
        if !isDouble, words.last?.plain == "]" { words.removeLast() }
        guard words.count <= 256 else { return .unknown }
        var operands: [Operand] = []
        for word in words {
            if word.parts.count == 1, case .variable(let name, let operation, _) = word.parts[0], !isDouble,
                name == "@", operation.isEmpty
            {
                // Each `!` is a call within a call below.
                guard operands.count + state.arguments.count <= 256 else { return .unknown }
                operands += state.arguments.map { Operand(value: $0, pattern: $0, isPlain: false) }
                continue
            }
            operands.append(
                Operand(
                    value: joined(word, &state), pattern: pattern(word, &state), isPlain: word.plain != nil))
        }
        var position = 0
        let result = either(operands, &position, isDouble, depth: 0)
        return position == operands.count ? result : .unknown
    }

    private func sign(_ operands: [Operand], _ position: Int) -> String? {
        guard position < operands.count, operands[position].value.isKnown else { return nil }
        return operands[position].value.text
    }

    private mutating func either(_ operands: [Operand], _ position: inout Int, _ isDouble: Bool, depth: Int)
        -> ShellStatus
    {
        var result = both(operands, &position, isDouble, depth: depth)
        while let sign = sign(operands, position), sign == (isDouble ? "||" : "-o") {
            position += 1
            let right = both(operands, &position, isDouble, depth: depth)
            result = result || right
        }
        return result
    }

    private mutating func both(_ operands: [Operand], _ position: inout Int, _ isDouble: Bool, depth: Int)
        -> ShellStatus
    {
        var result = one(operands, &position, isDouble, depth: depth)
        while let sign = sign(operands, position), sign == (isDouble ? "&&" : "-a") {
            position += 1
            let right = one(operands, &position, isDouble, depth: depth)
            result = result && right
        }
        return result
    }

    private mutating func one(_ operands: [Operand], _ position: inout Int, _ isDouble: Bool, depth: Int) -> ShellStatus
    {
        guard position < operands.count else { return .no }
        let first = sign(operands, position)
        let isBinary =
            position + 2 < operands.count + 0
            && sign(operands, position + 1).map { ShellWalk.binary.contains($0) } ?? false
        if !isBinary, first == "!" {
            position += 1
            return one(operands, &position, isDouble, depth: depth).negated
        }
        if !isBinary, first == "(", depth < 8 {
            position += 1
            let result = either(operands, &position, isDouble, depth: depth + 1)
            if sign(operands, position) == ")" { position += 1 }
            return result
        }
        if isBinary, let sign = sign(operands, position + 1) {
            let (left, right) = (operands[position], operands[position + 2])
            position += 3
            return compare(left, sign, right, isDouble)
        }
        if let first, first.utf8.count == 2, first.hasPrefix("-"), position + 1 < operands.count,
            operands[position].isPlain
        {
            let operand = operands[position + 1].value
            position += 2
            return unary(first, operand)
        }
        let value = operands[position].value
        position += 1
        return value.isKnown ? ShellStatus(!value.text.isEmpty) : .unknown
    }

    private static let binary: Set<String> = [
        "=", "==", "!=", "-eq", "-ne", "-gt", "-lt", "-ge", "-le", "=~", "<", ">", "-nt", "-ot", "-ef",
    ]

    private mutating func compare(_ left: Operand, _ sign: String, _ right: Operand, _ isDouble: Bool) -> ShellStatus {
        let wanted = isDouble ? right.pattern : right.value
        guard left.value.isKnown, wanted.isKnown else { return .unknown }
        switch sign {
        case "=", "==", "!=":
            let isEqual =
                isDouble ? ShellPattern.matches(left.value.text, wanted.text, &budget) : left.value.text == wanted.text
            return ShellStatus(isEqual.map { $0 == (sign != "!=") })
        case "-eq", "-ne", "-gt", "-lt", "-ge", "-le":
            guard let a = Int(left.value.text), let b = Int(right.value.text) else { return .unknown }
            switch sign {
            case "-eq": return ShellStatus(a == b)
            case "-ne": return ShellStatus(a != b)
            case "-gt": return ShellStatus(a > b)
            case "-lt": return ShellStatus(a < b)
            case "-ge": return ShellStatus(a >= b)
            default: return ShellStatus(a <= b)
            }
        default: return .unknown
        }
    }

    /// Files that are not there may be mounted: their absence is no answer.
    private mutating func unary(_ sign: String, _ operand: ShellState.Value) -> ShellStatus {
        switch sign {
        case "-z": return operand.isKnown ? ShellStatus(operand.text.isEmpty) : .unknown
        case "-n": return operand.isKnown ? ShellStatus(!operand.text.isEmpty) : .unknown
        case "-e", "-f", "-d", "-x", "-s", "-r", "-w":
            guard operand.isKnown, !operand.text.isEmpty else { return .unknown }
            budget.spend(ShellWalk.lookUp + 8 * operand.text.utf8.count)
            guard let file = scene.file(operand.text) else { return .unknown }
            switch sign {
            case "-d": return ShellStatus(file.isDirectory)
            case "-f": return ShellStatus(!file.isDirectory)
            case "-s": return file.isDirectory || file.size > 0 ? .yes : .no
            case "-x": return ShellStatus(file.isDirectory || file.isExecutable)
            case "-e": return .yes
            default: return .unknown
            }
        default: return .unknown
        }
    }
}
