// SPDX-License-Identifier: Apache-2.0

/// All patterns of a rule set in two flat arrays, so that matching touches no object.
struct ByteProgram: Sendable {
    enum Operation: UInt8, Sendable {
        /// `least…most` bytes of a set, as many as there are, given back one by one.
        case run
        /// The next byte is not of the set.
        case not
        /// Try the next instruction first, then `target`.
        case split
        case jump
        case valueStart
        case valueEnd
        /// No letter or digit here, or an escape such as `\n` or `%3D` ends here.
        case edge
        case accept
    }

    struct Instruction: Sendable {
        var operation: Operation
        var set: UInt16 = 0
        var least: Int32 = 0
        var most: Int32 = 0
        var target: Int32 = 0
    }

    private(set) var code: [Instruction] = []
    private(set) var sets: [ByteSet] = []
    private var setNumbers: [ByteSet: UInt16] = [:]

    /// Appends what must match to the right of an anchor; returns where it begins.
    mutating func addForward(_ nodes: [BytePattern.Node], trailing: ByteSet?) -> Int32 {
        let start = Int32(code.count)
        for node in nodes { add(node, reversed: false) }
        if let trailing { add(.not(trailing), reversed: false) }
        code.append(Instruction(operation: .accept))
        return start
    }

    /// Appends what must match to the left of an anchor, read from right to left.
    mutating func addBackward(_ nodes: [BytePattern.Node], edge: Bool) -> Int32 {
        let start = Int32(code.count)
        for node in nodes.reversed() { add(node, reversed: true) }
        if edge { code.append(Instruction(operation: .edge)) }
        code.append(Instruction(operation: .accept))
        return start
    }

    private mutating func number(of set: ByteSet) -> UInt16 {
        if let number = setNumbers[set] { return number }
        let number = UInt16(truncatingIfNeeded: sets.count)
        sets.append(set)
        setNumbers[set] = number
        return number
    }

    private mutating func add(_ node: BytePattern.Node, reversed: Bool) {
        switch node {
        case .set(let set):
            code.append(Instruction(operation: .run, set: number(of: set), least: 1, most: 1))
        case .not(let set):
            code.append(Instruction(operation: .not, set: number(of: set)))
        case .valueStart:
            code.append(Instruction(operation: .valueStart))
        case .valueEnd:
            code.append(Instruction(operation: .valueEnd))
        case .sequence(let nodes):
            for node in reversed ? nodes.reversed() : nodes { add(node, reversed: reversed) }
        case .choice(let choices):
            addChoice(choices, reversed: reversed)
        case .repeated(.set(let set), let least, let most):
            code.append(
                Instruction(operation: .run, set: number(of: set), least: Int32(least), most: Int32(most)))
        case .repeated(let inner, let least, let most):
            for _ in 0..<least { add(inner, reversed: reversed) }
            var splits: [Int] = []
            for _ in 0..<(most - least) {
                splits.append(code.count)
                code.append(Instruction(operation: .split))
                add(inner, reversed: reversed)
            }
            for split in splits { code[split].target = Int32(code.count) }
        }
    }

    private mutating func addChoice(_ choices: [BytePattern.Node], reversed: Bool) {
        var jumps: [Int] = []
        for (index, choice) in choices.enumerated() {
            let isLast = index == choices.count - 1
            let split = code.count
            if !isLast { code.append(Instruction(operation: .split)) }
            add(choice, reversed: reversed)
            if !isLast {
                jumps.append(code.count)
                code.append(Instruction(operation: .jump))
                code[split].target = Int32(code.count)
            }
        }
        for jump in jumps { code[jump].target = Int32(code.count) }
    }
}
