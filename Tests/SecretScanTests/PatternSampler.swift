// SPDX-License-Identifier: Apache-2.0
@testable import SecretScan

/// Makes text that a pattern matches, so that no secret has to stand in the repository.
struct PatternSampler {
    var generator: SeededGenerator
    private(set) var text: [UInt8] = []
    private(set) var valueStart: Int?
    private(set) var valueEnd: Int?

    init(_ generator: SeededGenerator) { self.generator = generator }

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
        let plain = set.members.filter { ByteSet.alphanumeric.contains($0) }
        let members =
            plain.isEmpty ? set.members : plain.count > 30 ? plain : set.members.filter { $0 > 0x20 && $0 < 0x7f }
        let choices = members.isEmpty ? set.members : members
        return choices[Int(generator.next() % UInt64(choices.count))]
    }
}
