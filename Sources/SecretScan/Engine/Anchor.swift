// SPDX-License-Identifier: Apache-2.0

/// Text that begins what a rule looks for.
struct Anchor: Sendable {
    /// In lower case when the case does not count.
    let text: [UInt8]
    let isCaseless: Bool
    /// The rules that begin with it, in the order of the tables: the first that accepts wins.
    private(set) var rules: [Int] = []
    /// The bytes that may follow it and stand before it; nil when one of its rules asks for none.
    private(set) var next: ByteSet? = ByteSet()
    private(set) var previous: ByteSet? = ByteSet()
    /// Whether all its rules want a token that begins with it: sixteen characters, and none of a word before it.
    private(set) var beginsToken: Bool

    init(text: [UInt8], isCaseless: Bool) {
        self.text = text
        self.isCaseless = isCaseless
        beginsToken = !isCaseless && text.count >= 3
    }

    var length: Int { text.count }

    /// One more rule that begins with this anchor.
    mutating func add(rule number: Int, _ rule: SecretRule, _ pattern: BytePattern) {
        rules.append(number)
        next = Anchor.union(next, pattern.nextBytes)
        // The edge allows letters and digits that end an escape: n, t, r and the two digits behind a percent sign.
        let edge = ByteSet.alphanumeric.inverted.union(.hex).union(ByteSet(0x6e...0x6e, 0x72...0x72, 0x74...0x74))
        previous = Anchor.union(
            previous, pattern.previousBytes ?? (rule.hasEdges && pattern.before.isEmpty ? edge : nil))
        let own = text.prefix { AnchorSearch.tokenBytes.contains($0) }.count
        let run = own < text.count ? own : own + pattern.leadingRun(of: AnchorSearch.tokenBytes)
        beginsToken =
            beginsToken && rule.hasEdges && pattern.before.isEmpty && run >= AnchorSearch.tokenRun
    }

    private static func union(_ left: ByteSet?, _ right: ByteSet?) -> ByteSet? {
        guard let left, let right else { return nil }
        return left.union(right)
    }
}
