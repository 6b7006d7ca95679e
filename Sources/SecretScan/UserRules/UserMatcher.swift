// SPDX-License-Identifier: Apache-2.0
internal import CVectorscan

/// Users' regexes in the pattern library: one database that tells which rules match at all, and for each rule one
/// that tells where a match begins. Both take time in proportion to the bytes, whatever the regex.
final class UserMatcher: Sendable {
    let rules: [UserRule]
    /// Expressions of rules first, then keywords. Immutable after compilation, as the engine's own database.
    nonisolated(unsafe) private let gate: OpaquePointer?
    /// By rule; nil for rules of paths alone.
    nonisolated(unsafe) private let starts: [OpaquePointer?]
    /// Rules of each keyword.
    private let keywordRules: [[Int]]

    /// Begins of matches that are taken at a time.
    private static let batch = 4_096
    /// Matches of one rule in one file, and matches that took too long: after so many the rule lets the file be.
    private static let matchLimit = 1_000
    private static let failureLimit = 100

    /// Throws the rules whose regex the library refuses.
    init(_ rules: [UserRule]) throws(UserRulesError) {
        var problems: [UserRulesError.Problem] = []
        var starts: [OpaquePointer?] = []
        for rule in rules {
            guard let regex = rule.regex else {
                starts.append(nil)
                continue
            }
            switch UserMatcher.compile([regex.text], [UInt32(HS_FLAG_SOM_LEFTMOST)]) {
            case .success(let database): starts.append(database)
            case .failure(let problem):
                starts.append(nil)
                let colon = rule.place.lastIndex(of: ":") ?? rule.place.endIndex
                problems.append(
                    UserRulesError.Problem(
                        file: String(rule.place[..<colon]), line: Int(rule.place[colon...].dropFirst()) ?? 1,
                        rule: rule.id, what: "its regex cannot be used: \(problem.what)"))
            }
        }
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
        var gate: OpaquePointer?
        if problems.isEmpty, !expressions.isEmpty {
            switch UserMatcher.compile(expressions, flags, numbers.map { UInt32($0) }) {
            case .success(let database): gate = database
            case .failure(let problem):
                problems.append(
                    UserRulesError.Problem(
                        file: rules[0].place, line: 1, rule: nil, what: "the rules together: \(problem.what)"))
            }
        }
        self.rules = rules
        self.keywordRules = keywordRules
        self.starts = starts
        self.gate = gate
        // From here on `deinit` frees what was compiled.
        guard problems.isEmpty else { throw UserRulesError(problems: problems) }
    }

    deinit {
        if let gate { hs_free_database(gate) }
        for case .some(let database) in starts { hs_free_database(database) }
    }

    private static func literal(_ text: String) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            byte < 0x80 && !ByteSet.word.contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }

    private static func compile(
        _ expressions: [[UInt8]], _ flags: [UInt32], _ numbers: [UInt32] = [0]
    ) -> Result<OpaquePointer, RegexProblem> {
        let bytes: [CChar] = expressions.flatMap { text in text.map { CChar(bitPattern: $0) } + [0] }
        return bytes.withUnsafeBufferPointer { bytes -> Result<OpaquePointer, RegexProblem> in
            var offset = 0
            let pointers = expressions.map { expression -> UnsafePointer<CChar>? in
                defer { offset += expression.count + 1 }
                return bytes.baseAddress.map { $0 + offset }
            }
            var database: OpaquePointer?
            var failure: UnsafeMutablePointer<hs_compile_error_t>?
            let code = hs_compile_multi(
                pointers, flags, numbers, UInt32(expressions.count), UInt32(HS_MODE_BLOCK), nil, &database, &failure)
            if code == HS_SUCCESS, let database { return .success(database) }
            var what = "the pattern library refuses it (code \(code))"
            if let failure {
                if let message = failure.pointee.message { what = String(cString: message) }
                hs_free_compile_error(failure)
            }
            return .failure(RegexProblem(what: what))
        }
    }

    /// Makes a thread's working memory fit.
    func prepare(_ scratch: inout OpaquePointer?) -> Bool {
        for case .some(let database) in [gate] + starts where hs_alloc_scratch(database, &scratch) != HS_SUCCESS {
            return false
        }
        return true
    }

    // MARK: scanning

    /// What the library's callbacks fill.
    private struct Seen {
        var numbers: [UInt32] = []
        var starts: [Int] = []
        var isFull = false
    }

    /// Rules that match somewhere and whose keywords occur. nil when the library failed.
    func candidates(_ bytes: UnsafeRawBufferPointer, _ scratch: OpaquePointer) -> [Int]? {
        guard let gate, let base = bytes.baseAddress, !bytes.isEmpty else { return [] }
        var seen = Seen()
        let code = withUnsafeMutablePointer(to: &seen) { seen in
            hs_scan(
                gate, base.assumingMemoryBound(to: CChar.self), UInt32(clamping: bytes.count), 0, scratch,
                { number, _, _, _, context in
                    context?.assumingMemoryBound(to: Seen.self).pointee.numbers.append(number)
                    return 0
                }, seen)
        }
        guard code == HS_SUCCESS else { return nil }
        var matches = [Bool](repeating: false, count: rules.count)
        var hasKeyword = rules.map(\.keywords.isEmpty)
        for number in seen.numbers.map({ Int($0) }) {
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
    func matches(
        of rule: Int, in bytes: UnsafeRawBufferPointer, reach: Int, _ scratch: OpaquePointer
    ) -> [[Range<Int>?]] {
        guard let database = starts[rule], let regex = rules[rule].regex, let base = bytes.baseAddress else {
            return []
        }
        var found: [[Range<Int>?]] = []
        var failures = 0
        var position = 0
        var from = 0
        while from < bytes.count {
            var seen = Seen()
            let code = withUnsafeMutablePointer(to: &seen) { seen in
                hs_scan(
                    database, (base + from).assumingMemoryBound(to: CChar.self), UInt32(clamping: bytes.count - from),
                    0, scratch,
                    { _, start, _, _, context in
                        guard let seen = context?.assumingMemoryBound(to: Seen.self) else { return 1 }
                        if seen.pointee.starts.last == Int(start) { return 0 }
                        seen.pointee.starts.append(Int(start))
                        guard seen.pointee.starts.count >= UserMatcher.batch else { return 0 }
                        seen.pointee.isFull = true
                        return 1
                    }, seen)
            }
            guard code == HS_SUCCESS || code == HS_SCAN_TERMINATED else { return found }
            let begins = Set(seen.starts).sorted().map { $0 + from }
            for start in begins where start >= position {
                let limit = min(bytes.count, start + reach)
                let text = UnsafeRawBufferPointer(rebasing: bytes[..<limit])
                switch regex.match(in: text, from: start, isAnchored: true) {
                case .match(let groups):
                    guard let whole = groups[0], !whole.isEmpty else { continue }
                    found.append(groups)
                    position = whole.upperBound
                case .none: break
                case .gaveUp: failures += 1
                }
                if found.count >= UserMatcher.matchLimit || failures >= UserMatcher.failureLimit { return found }
            }
            guard seen.isFull, let last = begins.last else { break }
            from = max(last + 1, position)
        }
        return found
    }
}
