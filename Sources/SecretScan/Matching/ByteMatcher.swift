// SPDX-License-Identifier: Apache-2.0

/// Runs a `ByteProgram` at one place. Backtracking, but bounded: a pattern's own counts limit how far it reads, the
/// stack and the number of steps are fixed, and what exceeds them does not match.
struct ByteMatcher: ~Copyable {
    private struct Choice {
        var instruction: Int32
        var position: Int
        /// How many more bytes the run before it may give back.
        var remaining: Int32
    }

    private static let stackLimit = 256
    private static let stepLimit = 20_000

    private let stack: UnsafeMutablePointer<Choice>
    /// Where the value of the last match lies; -1 while the pattern has not said.
    private(set) var valueStart = -1
    private(set) var valueEnd = -1

    init() { stack = .allocate(capacity: ByteMatcher.stackLimit) }

    deinit { stack.deallocate() }

    /// Forgets the value marks of the match before.
    mutating func reset() {
        valueStart = -1
        valueEnd = -1
    }

    /// The position after the match, or nil. Forward, `position` is the next byte to read and `limit` the first byte
    /// that may not be read; backward, bytes before `position` are read down to `limit`.
    mutating func match(
        _ code: UnsafeBufferPointer<ByteProgram.Instruction>, _ sets: UnsafeBufferPointer<ByteSet>, from start: Int32,
        in bytes: UnsafeRawBufferPointer, at position: Int, limit: Int, backward: Bool
    ) -> Int? {
        var instruction = start
        var position = position
        var depth = 0
        var steps = 0
        while true {
            steps += 1
            if steps > ByteMatcher.stepLimit { return nil }
            let current = code[Int(instruction)]
            var failed = false
            switch current.operation {
            case .run:
                let available = backward ? position - limit : limit - position
                let most = min(Int(current.most), available)
                let set = sets[Int(current.set)]
                var count = 0
                if backward {
                    while count < most, set.contains(bytes[position - 1 - count]) { count += 1 }
                } else {
                    while count < most, set.contains(bytes[position + count]) { count += 1 }
                }
                if count < Int(current.least) {
                    failed = true
                } else {
                    position += backward ? -count : count
                    instruction += 1
                    let spare = Int32(count) - current.least
                    if spare > 0 {
                        guard depth < ByteMatcher.stackLimit else { return nil }
                        stack[depth] = Choice(instruction: instruction, position: position, remaining: spare)
                        depth += 1
                    }
                }
            case .not:
                let next = backward ? position - 1 : position
                if backward ? next >= limit : next < limit, sets[Int(current.set)].contains(bytes[next]) {
                    failed = true
                } else {
                    instruction += 1
                }
            case .split:
                guard depth < ByteMatcher.stackLimit else { return nil }
                stack[depth] = Choice(instruction: current.target, position: position, remaining: 0)
                depth += 1
                instruction += 1
            case .jump:
                instruction = current.target
            case .valueStart:
                valueStart = position
                instruction += 1
            case .valueEnd:
                valueEnd = position
                instruction += 1
            case .edge:
                if ByteMatcher.isEdge(bytes, at: position, limit: limit) { instruction += 1 } else { failed = true }
            case .accept:
                return position
            }
            if failed {
                guard depth > 0 else { return nil }
                depth -= 1
                let choice = stack[depth]
                instruction = choice.instruction
                if choice.remaining > 0 {
                    position = choice.position + (backward ? 1 : -1)
                    if choice.remaining > 1 {
                        stack[depth] = Choice(
                            instruction: instruction, position: position, remaining: choice.remaining - 1)
                        depth += 1
                    }
                } else {
                    position = choice.position
                }
            }
        }
    }

    /// Whether a token may begin here: no letter or digit before it, but for one that belongs to an escape, as in
    /// `"\nTOKEN"` within JSON or `%3DTOKEN` within a URL.
    private static func isEdge(_ bytes: UnsafeRawBufferPointer, at position: Int, limit: Int) -> Bool {
        guard position > limit, ByteSet.alphanumeric.contains(bytes[position - 1]) else { return true }
        let previous = bytes[position - 1]
        if position - 2 >= limit, bytes[position - 2] == UInt8(ascii: "\\") {
            return previous == UInt8(ascii: "n") || previous == UInt8(ascii: "t") || previous == UInt8(ascii: "r")
        }
        return position - 3 >= limit && bytes[position - 3] == UInt8(ascii: "%")
            && ByteSet.hex.contains(previous) && ByteSet.hex.contains(bytes[position - 2])
    }
}
