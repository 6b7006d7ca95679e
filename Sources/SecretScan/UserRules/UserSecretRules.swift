// SPDX-License-Identifier: Apache-2.0

/// Rules of users, in gitleaks' TOML format, to be added to the built-in kinds: `SecretRules.adding(_:)`.
public struct UserSecretRules: Sendable {
    /// In the order of the files.
    let rules: [UserRule]
    /// The same, compiled; nil for none.
    let matcher: UserMatcher?
    /// For all rules, or for those they name.
    private(set) var allowlists: [Allowlist] = []
    /// For built-in kinds that a file names without a regex of its own.
    private(set) var kindAllowlists: [String: [Allowlist]] = [:]
    /// False when a file says `[extend] useDefault = false`.
    private(set) var usesBuiltIn = true
    /// Built-in kinds that a file turns off.
    private(set) var disabled: Set<String> = []
    /// What was passed over because it means nothing here: the rules hold all the same.
    public private(set) var doubts: [UserRulesError.Problem] = []

    /// How many rules of their own the files bring.
    public var count: Int { rules.count }

    /// Reads files of rules.
    ///
    /// - Parameter files: the content of each, and what messages are to call it.
    /// - Throws: every problem of every file with its line, when there is any.
    public init(_ files: [(name: String, bytes: [UInt8])]) throws(UserRulesError) {
        var problems: [UserRulesError.Problem] = []
        var known: [String: String] = [:]
        var rules: [UserRule] = []
        for file in files {
            var reader = GitleaksReader(file: file.name)
            reader.read(file.bytes)
            problems += reader.problems
            doubts += reader.doubts
            for rule in reader.rules {
                if let place = known[rule.id] {
                    let (file, line) = UserSecretRules.split(rule.place)
                    problems.append(
                        UserRulesError.Problem(
                            file: file, line: line, rule: rule.id, what: "the id was used before, at \(place)"))
                    continue
                }
                known[rule.id] = rule.place
                rules.append(rule)
            }
            allowlists += reader.allowlists
            for (id, lists) in reader.kindAllowlists { kindAllowlists[id, default: []] += lists }
            disabled.formUnion(reader.disabled)
            if !reader.usesBuiltIn { usesBuiltIn = false }
        }
        guard problems.isEmpty else { throw UserRulesError(problems: problems) }
        // Of two rules that find the same value the first tells it: as in gitleaks, a generic one has the last word.
        let isGeneric = { (rule: UserRule) in rule.id.hasPrefix("generic") }
        rules = rules.filter { !isGeneric($0) } + rules.filter(isGeneric)
        matcher = rules.isEmpty ? nil : try UserMatcher(rules)
        self.rules = rules
    }

    private static func split(_ place: String) -> (file: String, line: Int) {
        let colon = place.lastIndex(of: ":") ?? place.endIndex
        return (String(place[..<colon]), Int(place[colon...].dropFirst()) ?? 1)
    }
}

extension SecretRules {
    /// These kinds with a user's rules behind them, without those that the user turns off.
    public func adding(_ user: UserSecretRules) -> SecretRules {
        let kept = user.usesBuiltIn ? rules.filter { !user.disabled.contains($0.id) } : []
        return SecretRules(kept, user: user)
    }
}

extension UserSecretRules {
    /// Everything that decides what is found, for the keys of caches.
    var identity: String {
        func text(_ regex: CompiledRegex?) -> String { regex.map { String(decoding: $0.text, as: UTF8.self) } ?? "-" }
        func text(_ list: Allowlist) -> String {
            "\(list.paths.map { text($0) })\(list.regexes.map { text($0) })\(list.target)\(list.stopwords)"
                + "\(list.needsAll)\(list.rules.sorted())"
        }
        var lines = rules.map { rule in
            "\(rule.id)\u{0}\(text(rule.regex))\u{0}\(text(rule.path))\u{0}\(rule.secretGroup)\u{0}\(rule.entropy)"
                + "\u{0}\(rule.keywords)\u{0}\(rule.severity)\u{0}\(rule.allowlists.map { text($0) })"
        }
        lines += allowlists.map { text($0) }
        lines += kindAllowlists.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value.map { text($0) })" }
        return lines.joined(separator: "\n") + "\n\(usesBuiltIn)\(disabled.sorted())\n"
    }
}
