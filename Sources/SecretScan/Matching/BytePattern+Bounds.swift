// SPDX-License-Identifier: Apache-2.0

/// What a pattern asks of the bytes beside its anchor, whatever else it says.
extension BytePattern {
    /// The bytes that may follow the anchor; nil when nothing need follow.
    var nextBytes: ByteSet? { BytePattern.demanded(after) }

    /// The bytes that may stand before the anchor; nil when the pattern asks for none.
    var previousBytes: ByteSet? { BytePattern.demanded(BytePattern.reversed(before)) }

    /// How many bytes of `set` follow the anchor without a break, at least.
    func leadingRun(of set: ByteSet) -> Int { BytePattern.run(after, set).count }

    /// How many bytes of `set` stand before the anchor without a break, at least.
    func precedingRun(of set: ByteSet) -> Int { BytePattern.run(BytePattern.reversed(before), set).count }

    /// The bytes that a sequence may begin with, and whether it may be nothing at all.
    private static func opening(_ nodes: [Node]) -> (ByteSet, Bool) {
        var found = ByteSet()
        for node in nodes {
            switch node {
            case .set(let set): return (found.union(set), false)
            case .sequence(let inner):
                let (set, mayBeEmpty) = opening(inner)
                found = found.union(set)
                if !mayBeEmpty { return (found, false) }
            case .choice(let choices):
                var anyEmpty = false
                for choice in choices {
                    let (set, mayBeEmpty) = opening([choice])
                    found = found.union(set)
                    anyEmpty = anyEmpty || mayBeEmpty
                }
                if !anyEmpty { return (found, false) }
            case .repeated(let inner, let least, let most):
                guard most > 0 else { continue }
                let (set, mayBeEmpty) = opening([inner])
                found = found.union(set)
                if least > 0, !mayBeEmpty { return (found, false) }
            case .not, .valueStart, .valueEnd: continue
            }
        }
        return (found, true)
    }

    private static func demanded(_ nodes: [Node]) -> ByteSet? {
        let (set, mayBeEmpty) = opening(nodes)
        return mayBeEmpty ? nil : set
    }

    private static func reversed(_ nodes: [Node]) -> [Node] {
        nodes.reversed().map { node in
            switch node {
            case .sequence(let inner): .sequence(reversed(inner))
            case .choice(let choices): .choice(choices.map { reversed([$0])[0] })
            case .repeated(let inner, let least, let most): .repeated(reversed([inner])[0], least, most)
            case .set, .not, .valueStart, .valueEnd: node
            }
        }
    }

    /// The least number of bytes of `set` that a sequence begins with, and whether it is made of them alone.
    private static func run(_ nodes: [Node], _ set: ByteSet) -> (count: Int, isAll: Bool) {
        var count = 0
        for node in nodes {
            let part: (count: Int, isAll: Bool)
            switch node {
            case .set(let other): part = other.subtracting(set) == ByteSet() ? (1, true) : (0, false)
            case .sequence(let inner): part = run(inner, set)
            case .choice(let choices):
                let all = choices.map { run([$0], set) }
                part = (all.map(\.count).min() ?? 0, all.allSatisfy(\.isAll))
            case .repeated(let inner, let least, let most):
                let one = run([inner], set)
                if one.isAll {
                    part = (one.count * least, true)
                } else {
                    part = (least > 0 ? one.count : 0, most == 0)
                }
            case .not, .valueStart, .valueEnd: part = (0, true)
            }
            count += part.count
            if !part.isAll { return (count, false) }
        }
        return (count, true)
    }
}
