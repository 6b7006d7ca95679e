// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import SecretScan

/// Makes text that a pattern matches, so that no secret has to stand in the repository.
struct PatternSampler {
    var generator: SeededGenerator
    private var choices: [ByteSet: [UInt8]] = [:]
    private(set) var text: [UInt8] = []
    private(set) var valueStart: Int?
    private(set) var valueEnd: Int?

    init(_ generator: SeededGenerator) { self.generator = generator }

    /// Forgets the text, not what it learned of the sets.
    mutating func start(_ generator: SeededGenerator) {
        self.generator = generator
        text = []
        valueStart = nil
        valueEnd = nil
    }

    mutating func sample(_ nodes: [BytePattern.Node]) {
        for node in nodes { sample(node) }
    }

    mutating func append(_ bytes: some Sequence<UInt8>) { text += bytes }

    private mutating func sample(_ node: BytePattern.Node) {
        switch node {
        case .set(let set): text.append(pick(set))
        case .sequence(let nodes): sample(nodes)
        case .choice(let choices): sample(choices[Int(generator.next() % UInt64(choices.count))])
        case .repeated(let inner, let least, let most):
            // Open-ended runs are what people write: passwords and names of some length.
            let isOpen = least < 8 && most - least >= 60
            let spread = isOpen ? 8 : min(most - least, least >= 8 ? 12 : 3)
            let count = least + (isOpen ? 9 : 0) + Int(generator.next() % UInt64(spread + 1))
            for _ in 0..<count { sample(inner) }
        case .not: break
        case .valueStart: valueStart = text.count
        case .valueEnd: valueEnd = text.count
        }
    }

    /// Letters and digits where the set has them: a negated set has most of all bytes.
    private mutating func pick(_ set: ByteSet) -> UInt8 {
        if choices[set] == nil {
            let members = set.members
            let plain = members.filter { ByteSet.alphanumeric.contains($0) }
            let shown = plain.count > 30 ? plain : members.filter { $0 > 0x20 && $0 < 0x7f }
            choices[set] = shown.isEmpty ? members : shown
        }
        let choices = choices[set] ?? []
        return choices[Int(generator.next() % UInt64(choices.count))]
    }
}
