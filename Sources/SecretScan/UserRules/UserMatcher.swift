// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan

/// Users' regexes in the pattern library: one database that tells which rules match at all, and for each rule that does
/// one that tells where. Both take time in proportion to the bytes, whatever the regex.
final class UserMatcher: Sendable {
    let rules: [UserRule]
    /// Expressions of rules first, then keywords. Immutable after compilation, as the engine's own database.
    nonisolated(unsafe) private let gate: OpaquePointer?
    /// By rule; nil for rules of paths alone.
    private let finders: [MatchFinder?]
    /// Rules of each keyword.
    private let keywordRules: [[Int]]

    /// Matches of one rule in one file, and matches that took too long: after so many the rule lets the file be.
    private static let matchLimit = 1_000
    private static let failureLimit = 100
    /// Rules that are told to be wrong: each costs another compilation of all others.
    private static let problemLimit = 20

    /// Throws the rules whose regex the library refuses.
    init(_ rules: [UserRule]) throws(UserRulesError) {
        var expressions: [[UInt8]] = []
        var flags: [UInt32] = []
        var numbers: [Int] = []
        for (index, rule) in rules.enumerated() {
            guard let regex = rule.regex else { continue }
            expressions.append(regex.text)
            flags.append(UInt32(HS_FLAG_SINGLEMATCH))
            numbers.append(index)
        }
        var keywordRules: [[Int]] = []
        var known: [String: Int] = [:]
        for (index, rule) in rules.enumerated() {
            for keyword in rule.keywords {
                if let number = known[keyword] {
                    keywordRules[number].append(index)
                    continue
                }
                known[keyword] = keywordRules.count
                numbers.append(rules.count + keywordRules.count)
                keywordRules.append([index])
                expressions.append(UserMatcher.literal(keyword))
                flags.append(UInt32(HS_FLAG_SINGLEMATCH) | UInt32(HS_FLAG_CASELESS))
            }
        }
        var problems: [UserRulesError.Problem] = []
        var gate: OpaquePointer?
        while !expressions.isEmpty, problems.count < UserMatcher.problemLimit {
            switch PatternDatabase.compile(expressions, flags, numbers.map { UInt32($0) }) {
            case .success(let database): gate = database
            case .failure(let refusal):
                problems.append(UserMatcher.problem(refusal, refusal.index.map { numbers[$0] }, rules))
                // Once more without it: the next one may be wrong too.
                if let index = refusal.index {
                    expressions.remove(at: index)
                    flags.remove(at: index)
                    numbers.remove(at: index)
                    continue
                }
            }
            break
        }
        self.rules = rules
        self.keywordRules = keywordRules
        finders = rules.map { $0.regex.map { MatchFinder($0.text) } }
        self.gate = gate
        // From here on `deinit` frees what was compiled.
        guard problems.isEmpty else { throw UserRulesError(problems: problems) }
    }

    private static func problem(
        _ refusal: PatternDatabase.Refusal, _ number: Int?, _ rules: [UserRule]
    ) -> UserRulesError.Problem {
        let rule = number.flatMap { $0 < rules.count ? rules[$0] : nil }
        let place = (rule ?? rules[0]).place
        let colon = place.lastIndex(of: ":") ?? place.endIndex
        return UserRulesError.Problem(
            file: String(place[..<colon]), line: rule == nil ? 1 : Int(place[colon...].dropFirst()) ?? 1,
            rule: rule?.id,
            what: (rule == nil ? "the rules together: " : "its regex cannot be used: ") + refusal.what)
    }

    deinit {
        if let gate { hs_free_database(gate) }
    }

    private static func literal(_ text: String) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            byte < 0x80 && !ByteSet.word.contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }

    /// Makes a thread's working memory fit.
    func prepare(_ scratch: inout OpaquePointer?) -> Bool {
        gate.map { hs_alloc_scratch($0, &scratch) == HS_SUCCESS } ?? true
    }

    // MARK: scanning

    /// Rules that match somewhere and whose keywords occur. nil when the library failed.
    func candidates(_ bytes: UnsafeRawBufferPointer, _ scratch: OpaquePointer?) -> [Int]? {
        guard let gate, let base = bytes.baseAddress, !bytes.isEmpty else { return [] }
        guard let scratch else { return nil }
        var seen: [UInt32] = []
        let code = withUnsafeMutablePointer(to: &seen) { seen in
            hs_scan(
                gate, base.assumingMemoryBound(to: CChar.self), UInt32(clamping: bytes.count), 0, scratch,
                { number, _, _, _, context in
                    context?.assumingMemoryBound(to: [UInt32].self).pointee.append(number)
                    return 0
                }, seen)
        }
        guard code == HS_SUCCESS else { return nil }
        var matches = [Bool](repeating: false, count: rules.count)
        var hasKeyword = rules.map(\.keywords.isEmpty)
        for number in seen.map({ Int($0) }) {
            if number < rules.count {
                matches[number] = true
            } else {
                for rule in keywordRules[number - rules.count] { hasKeyword[rule] = true }
            }
        }
        return rules.indices.filter { matches[$0] && hasKeyword[$0] }
    }

    /// Every match of one rule, as if found one after the other from left to right; each has the ranges of the
    /// groups. `reach`: how far a match may go.
    func matches(of rule: Int, in bytes: UnsafeRawBufferPointer, reach: Int) -> [[Range<Int>?]] {
        guard let finder = finders[rule], let regex = rules[rule].regex else { return [] }
        var found: [[Range<Int>?]] = []
        var failures = 0
        var position = 0
        var from = 0
        while from < bytes.count, let seen = finder.places(in: bytes, from: from, reach: reach) {
            for place in seen.places where place.end > position {
                let start = max(place.start, position)
                let text = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, place.end + reach)])
                switch regex.match(in: text, from: start, isAnchored: seen.areExact) {
                case .match(let groups):
                    guard let whole = groups[0], !whole.isEmpty else { continue }
                    found.append(groups)
                    position = whole.upperBound
                case .none: break
                case .gaveUp: failures += 1
                }
                if found.count >= UserMatcher.matchLimit || failures >= UserMatcher.failureLimit { return found }
            }
            guard let next = seen.next else { break }
            from = max(next, position)
        }
        return found
    }
}
