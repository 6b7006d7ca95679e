// SPDX-License-Identifier: Apache-2.0

/// The groups of four bytes that an anchor is found by: whether it begins at an even or at an odd place, one of them
/// begins at an even one. The rarest are taken; where an anchor is too short for two, the byte that may stand before it
/// or behind it fills them up.
struct AnchorGrams {
    /// Folded as the hash folds them, and where each begins within the anchor.
    private(set) var all: [(gram: UInt32, offset: Int32)] = []

    /// The anchor has three bytes at least.
    init(_ anchor: Anchor) {
        for parity in 0...1 { add(parity, anchor) }
    }

    private mutating func add(_ parity: Int, _ anchor: Anchor) {
        var best: (weight: Double, offset: Int, grams: [UInt32])?
        for offset in stride(from: parity == 0 ? 0 : -1, through: anchor.length - 3, by: 2) {
            let grams = AnchorGrams.grams(anchor, offset)
            // How often they stand in text, and what they cost in the filter.
            let weight = grams.reduce(Double(grams.count) / Double(1 << 20)) {
                $0 + (CommonGroups.shares[$1] ?? 0)
            }
            if weight < best?.weight ?? .infinity { best = (weight, offset, grams) }
        }
        guard let best else { return }
        all += best.grams.map { ($0, Int32(best.offset)) }
    }

    /// All groups that may stand there: one within the anchor, more where one byte lies beside it.
    private static func grams(_ anchor: Anchor, _ offset: Int) -> [UInt32] {
        var grams: [UInt32] = [0]
        for index in 0..<4 {
            let place = offset + index
            let shift = UInt32(8 * index)
            if anchor.text.indices.contains(place) {
                for each in grams.indices { grams[each] |= UInt32(anchor.text[place] | 0x20) << shift }
            } else {
                let beside = (place < 0 ? anchor.previous : anchor.next) ?? ByteSet(words: .init(repeating: .max))
                let bytes = beside.folded.members
                grams = grams.flatMap { gram in bytes.map { gram | UInt32($0) << shift } }
            }
        }
        return grams
    }
}
