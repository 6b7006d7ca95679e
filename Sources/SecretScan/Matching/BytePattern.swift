// SPDX-License-Identifier: Apache-2.0

/// The shape of a secret around its anchor, as the rule tables write it. A small bounded dialect of regular
/// expressions over bytes:
///
///     abc  [A-Za-z0-9_-]  [^"]  \d \w \h \s \b \.     literal, classes (\h hex, \b blank or tab)
///     {8} {8,40} ? *  ( | )                           counts (`*` is 0…64), choice
///     < >                                             around the value; without them the value is all of it
///     @                                               where the anchor stands; without it, at the beginning
///     ![a-z]                                          the next byte is none of these, or there is none
///
/// There is no unbounded repetition: what a pattern can look at is limited by its own text.
struct BytePattern: Sendable {
    indirect enum Node: Hashable, Sendable {
        case set(ByteSet)
        case sequence([Node])
        case choice([Node])
        case repeated(Node, Int, Int)
        case not(ByteSet)
        case valueStart
        case valueEnd
    }

    /// What stands left of the anchor, in reading order.
    let before: [Node]
    /// What follows the anchor.
    let after: [Node]

    /// nil for text that is not a pattern.
    init?(_ text: String) {
        var parser = Parser(bytes: Array(text.utf8))
        guard let parts = parser.parse() else { return nil }
        before = parts.before
        after = parts.after
    }

    /// The class that ends the pattern, so that a token is not cut out of a longer run of the same class.
    var lastSet: ByteSet? { BytePattern.lastSet(after) }

    private static func lastSet(_ nodes: [Node]) -> ByteSet? {
        for node in nodes.reversed() {
            switch node {
            case .set(let set): return set
            case .repeated(.set(let set), _, let most) where most > 0: return set
            case .sequence(let inner): if let set = lastSet(inner) { return set }
            case .valueStart, .valueEnd: continue
            default: return nil
            }
        }
        return nil
    }
}

extension BytePattern {
    private struct Parser {
        let bytes: [UInt8]
        var index = 0
        var before: [Node]?

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func parse() -> (before: [Node], after: [Node])? {
            guard let after = sequence(depth: 0), index == bytes.count else { return nil }
            return (before ?? [], after)
        }

        /// Up to `|`, `)` or the end.
        private mutating func sequence(depth: Int) -> [Node]? {
            var nodes: [Node] = []
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { break }
                if byte == UInt8(ascii: "@") {
                    guard depth == 0, before == nil else { return nil }
                    before = nodes
                    nodes = []
                    index += 1
                    continue
                }
                guard var node = atom(depth: depth) else { return nil }
                guard let counts = counts() else { return nil }
                if counts != (1, 1) { node = .repeated(node, counts.0, counts.1) }
                nodes.append(node)
            }
            return nodes
        }

        private mutating func atom(depth: Int) -> Node? {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "<"): return .valueStart
            case UInt8(ascii: ">"): return .valueEnd
            case UInt8(ascii: "["): return characterClass().map(Node.set)
            case UInt8(ascii: "!"):
                guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return nil }
                index += 1
                return characterClass().map(Node.not)
            case UInt8(ascii: "("):
                guard depth < 8 else { return nil }
                var choices: [Node] = []
                while true {
                    guard let nodes = sequence(depth: depth + 1), index < bytes.count else { return nil }
                    choices.append(.sequence(nodes))
                    index += 1
                    if bytes[index - 1] == UInt8(ascii: ")") { break }
                }
                return choices.count == 1 ? choices[0] : .choice(choices)
            case UInt8(ascii: "\\"): return escape().map(Node.set)
            default: return .set(ByteSet(byte...byte))
            }
        }

        private mutating func escape() -> ByteSet? {
            guard index < bytes.count else { return nil }
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "d"): return .digits
            case UInt8(ascii: "w"): return .word
            case UInt8(ascii: "h"): return .hex
            case UInt8(ascii: "s"): return .blank
            case UInt8(ascii: "b"): return ByteSet(0x09...0x09, 0x20...0x20)
            case UInt8(ascii: "n"): return ByteSet(0x0a...0x0a)
            case UInt8(ascii: "t"): return ByteSet(0x09...0x09)
            case UInt8(ascii: "r"): return ByteSet(0x0d...0x0d)
            default: return ByteSet(byte...byte)
            }
        }

        /// After the `[`.
        private mutating func characterClass() -> ByteSet? {
            var set = ByteSet()
            var negated = false
            if index < bytes.count, bytes[index] == UInt8(ascii: "^") {
                negated = true
                index += 1
            }
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if byte == UInt8(ascii: "]") { return negated ? set.inverted : set }
                if byte == UInt8(ascii: "\\") {
                    guard let escaped = escape() else { return nil }
                    set = set.union(escaped)
                } else if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "-"),
                    bytes[index + 1] != UInt8(ascii: "]")
                {
                    guard byte <= bytes[index + 1] else { return nil }
                    set.insert(byte...bytes[index + 1])
                    index += 2
                } else {
                    set.insert(byte)
                }
            }
            return nil
        }

        private mutating func counts() -> (Int, Int)? {
            guard index < bytes.count else { return (1, 1) }
            switch bytes[index] {
            case UInt8(ascii: "?"):
                index += 1
                return (0, 1)
            case UInt8(ascii: "*"):
                index += 1
                return (0, 64)
            case UInt8(ascii: "{"):
                index += 1
                guard let least = number() else { return nil }
                var most = least
                if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                    index += 1
                    guard let number = number(), number >= least else { return nil }
                    most = number
                }
                guard index < bytes.count, bytes[index] == UInt8(ascii: "}") else { return nil }
                index += 1
                return (least, most)
            default:
                return (1, 1)
            }
        }

        private mutating func number() -> Int? {
            var value: Int?
            while index < bytes.count, ByteSet.digits.contains(bytes[index]), (value ?? 0) < 16_384 {
                value = (value ?? 0) * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return value.flatMap { $0 <= 16_384 ? $0 : nil }
        }
    }
}
