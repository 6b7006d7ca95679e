// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan
public import Digests
internal import Findings

/// All rules compiled: one database of anchors for the pattern library and one program for the exact matchers.
/// Made once, used by every thread with a scratch of its own. Making it takes some milliseconds.
public final class SecretEngine: Sendable {
    struct Anchor: Sendable {
        var text: [UInt8]
        var isCaseless: Bool
        /// Where the literal that the database knows begins within it.
        var windowOffset: Int
        var windowLength: Int
        var length: Int
        /// The rules that begin with it, in the order of the tables: the first that accepts wins.
        var rules: [Int]
    }

    struct Entry: Sendable {
        /// Where the matcher for the left side begins.
        var before: Int32
        var after: Int32
        /// The left side reads more than its edge.
        var looksBack: Bool
    }

    public let rules: SecretRules
    /// The library's database is immutable after compilation and `hs_scan` takes it as const: any number of threads
    /// may read it. The pointer itself is what Swift cannot see to be safe.
    nonisolated(unsafe) let database: OpaquePointer?
    let anchors: [Anchor]
    /// Which anchors a literal of the database stands for.
    let literals: [[Int]]
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

    /// Compiles the rules. Throws when a rule is not well formed or the library refuses the anchors.
    public init(rules: SecretRules = .builtIn, key: KeyedDigest = SecretEngine.publicKey) throws(SecretError) {
        var program = ByteProgram()
        var entries: [Entry] = []
        var anchors: [Anchor] = []
        var expressions: [AnchorExpression] = []
        var literals: [[Int]] = []
        var literalNumbers: [AnchorExpression: Int] = [:]
        var numbers: [AnchorExpression: Int] = [:]
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
                let expression = AnchorExpression(text: text, isCaseless: rule.isCaseless)
                guard !expression.text.isEmpty, expression.text.count <= 64 else {
                    throw SecretError(.badRule, "an anchor must have 1 to 64 bytes", place: rule.id)
                }
                if let number = numbers[expression] {
                    anchors[number].rules.append(index)
                } else {
                    numbers[expression] = anchors.count
                    let window = AnchorWindow(expression.text)
                    let literal = AnchorExpression(text: window.literal, isCaseless: rule.isCaseless)
                    if let known = literalNumbers[literal] {
                        literals[known].append(anchors.count)
                    } else {
                        literalNumbers[literal] = literals.count
                        expressions.append(literal)
                        literals.append([anchors.count])
                    }
                    anchors.append(
                        Anchor(
                            text: expression.text, isCaseless: rule.isCaseless, windowOffset: window.offset,
                            windowLength: window.literal.count,
                            length: expression.text.count, rules: [index]))
                }
            }
        }
        database = expressions.isEmpty ? nil : try AnchorExpression.compile(expressions)
        longestAnchor = anchors.map(\.length).max() ?? 1
        wellKnown = WellKnownKinds(rules)
        self.rules = rules
        self.key = key
        self.anchors = anchors
        self.literals = literals
        self.entries = entries
        self.program = program
    }

    deinit { if let database { hs_free_database(database) } }

    /// Names the key of fingerprints without giving it away to anyone who could not try keys on a fingerprint too.
    public var keyIdentity: [UInt8] { key.bytes(of: Array("dunnage fingerprint key".utf8)) }

    /// The version of the pattern library, as it tells it itself.
    public static var libraryVersion: String { hs_version().map { String(cString: $0) } ?? "" }

    /// Working memory for one thread.
    public func makeScratch() throws(SecretError) -> SecretScratch {
        var scratch: OpaquePointer?
        let code = database.map { hs_alloc_scratch($0, &scratch) } ?? HS_SUCCESS
        guard code == HS_SUCCESS, rules.user?.matcher?.prepare(&scratch) ?? true, let scratch else {
            throw SecretError(.memory, "no working memory for the secret scan (library code \(code))")
        }
        return SecretScratch(library: scratch)
    }
}
