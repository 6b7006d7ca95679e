// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan
public import Digests
internal import Findings

/// All rules compiled: tables for the search for anchors and one program for the exact matchers.
/// Made once, used by every thread with a scratch of its own. Making it takes a few milliseconds.
public final class SecretEngine: Sendable {
    struct Entry: Sendable {
        /// Where the matcher for the left side begins.
        var before: Int32
        var after: Int32
        /// The left side reads more than its edge.
        var looksBack: Bool
    }

    public let rules: SecretRules
    let anchors: [Anchor]
    let search: AnchorSearch
    let entries: [Entry]
    let program: ByteProgram
    let key: KeyedDigest
    let wellKnown: WellKnownKinds
    /// How far before an anchor a match may read.
    static let lookBehind = 256
    /// How far a match may reach from its anchor.
    static let reach = 16 * 1024
    let longestAnchor: Int

    /// The key of fingerprints unless the configuration has one. Public: it keeps fingerprints of unrelated tools
    /// apart, it does not hide anything.
    public static let publicKey = KeyedDigest(key: Array("dunnage secret fingerprint 1".utf8))

    /// Compiles the rules. Throws when a rule is not well formed.
    public init(rules: SecretRules = .builtIn, key: KeyedDigest = SecretEngine.publicKey) throws(SecretError) {
        var program = ByteProgram()
        var entries: [Entry] = []
        var anchors: [Anchor] = []
        // By text, and whether the case counts.
        var numbers: [[UInt8]: Int] = [:]
        var ids: Set<String> = []
        for (index, rule) in rules.rules.enumerated() {
            guard ids.insert(rule.id).inserted else { throw SecretError(.badRule, "id used twice", place: rule.id) }
            guard let pattern = BytePattern(rule.pattern) else {
                throw SecretError(.badRule, "pattern cannot be read: " + rule.pattern, place: rule.id)
            }
            let trailing = rule.hasEdges || (rule.rank == .named && rule.isCaseless) ? pattern.lastSet : nil
            entries.append(
                Entry(
                    before: program.addBackward(pattern.before, edge: rule.hasEdges),
                    after: program.addForward(pattern.after, trailing: trailing?.union(.alphanumeric)),
                    looksBack: !pattern.before.isEmpty))
            for anchor in rule.anchors {
                var text = Array(anchor.utf8)
                if rule.isCaseless { text = text.map(Placeholders.lowered) }
                guard (3...64).contains(text.count), text.allSatisfy(AnchorSearch.printable.contains) else {
                    throw SecretError(.badRule, "an anchor must have 3 to 64 printable bytes", place: rule.id)
                }
                let name = text + [rule.isCaseless ? 1 : 0]
                let number = numbers[name, default: anchors.count]
                if number == anchors.count {
                    numbers[name] = number
                    anchors.append(Anchor(text: text, isCaseless: rule.isCaseless))
                }
                anchors[number].add(rule: index, rule, pattern)
            }
        }
        longestAnchor = anchors.map(\.length).max() ?? 1
        wellKnown = WellKnownKinds(rules)
        self.rules = rules
        self.key = key
        self.anchors = anchors
        search = AnchorSearch(anchors)
        self.entries = entries
        self.program = program
    }

    /// Names the key of fingerprints without giving it away to anyone who could not try keys on a fingerprint too.
    public var keyIdentity: [UInt8] { key.bytes(of: Array("dunnage fingerprint key".utf8)) }

    /// The version of the pattern library, as it tells it itself.
    public static var libraryVersion: String { hs_version().map { String(cString: $0) } ?? "" }

    /// Working memory for one thread.
    public func makeScratch() throws(SecretError) -> SecretScratch {
        var library: OpaquePointer?
        guard rules.user?.matcher?.prepare(&library) ?? true else {
            throw SecretError(.memory, "no working memory for the regexes of the secret rules")
        }
        return SecretScratch(library: library)
    }
}
