// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Reads one file of rules in gitleaks' TOML format. Goes on after a problem, so that all of them are told at once.
///
/// Read are of `[[rules]]`: id, description, regex, secretGroup, entropy, path, keywords, allowlists, and severity,
/// which is ours; of `[allowlist]` and `[[allowlists]]`: paths, regexes, regexTarget, stopwords, condition,
/// targetRules; of `[extend]`: useDefault and disabledRules, both meaning the built-in kinds. Commits mean nothing
/// in an image.
struct GitleaksReader {
    let file: String
    private(set) var rules: [UserRule] = []
    private(set) var allowlists: [Allowlist] = []
    private(set) var kindAllowlists: [String: [Allowlist]] = [:]
    private(set) var usesBuiltIn = true
    private(set) var disabled: Set<String> = []
    private(set) var problems: [UserRulesError.Problem] = []
    /// What is passed over, as gitleaks passes over it.
    private(set) var doubts: [UserRulesError.Problem] = []
    /// The rule that is being read, for messages.
    private var current: String?

    private static let rulesLimit = 2_000
    private static let top = ["title", "description", "minVersion", "extend", "rules", "allowlist", "allowlists"]
    private static let ofRules = [
        "id", "description", "regex", "secretGroup", "entropy", "path", "keywords", "tags", "allowlist", "allowlists",
        "severity",
    ]
    private static let ofAllowlists = [
        "description", "commits", "paths", "regexes", "regexTarget", "stopwords", "condition", "targetRules",
    ]
    private static let ofExtend = ["useDefault", "disabledRules"]

    init(file: String) { self.file = file }

    mutating func read(_ bytes: [UInt8]) {
        let root: TOMLTable
        do throws(TOMLProblem) {
            root = try TOMLReader.read(bytes)
        } catch {
            return problem(error.line, error.what)
        }
        checkKeys(root, GitleaksReader.top)
        if let extend = root.table("extend") {
            checkKeys(extend, GitleaksReader.ofExtend)
            usesBuiltIn = boolean(extend, "useDefault") ?? true
            disabled = Set(strings(extend, "disabledRules").map(\.text))
            for id in strings(extend, "disabledRules") where SecretRules.builtIn.index(of: id.text) == nil {
                // gitleaks warns too: its own files name rules that others do not have.
                doubts.append(
                    UserRulesError.Problem(
                        file: file, line: id.line, rule: nil,
                        what: "there is no kind «\(id.text)» to disable; «dunnage rules --secrets» lists them"))
            }
        }
        for table in tables(root, "rules").prefix(GitleaksReader.rulesLimit) { readRule(table) }
        if tables(root, "rules").count > GitleaksReader.rulesLimit {
            problem(1, "the file has more than \(GitleaksReader.rulesLimit) rules")
        }
        for table in tables(root, "allowlist") + tables(root, "allowlists") {
            if let list = allowlist(table) { allowlists.append(list) }
        }
    }

    // MARK: rules

    private mutating func readRule(_ table: TOMLTable) {
        current = nil
        defer { current = nil }
        guard let id = string(table, "id"), !id.isEmpty else {
            return problem(table.line, "a rule has no id")
        }
        current = id
        let before = problems.count
        guard id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), id.utf8.count <= 100 else {
            return problem(table.line, "an id is at most 100 letters, digits and signs without blanks")
        }
        checkKeys(table, GitleaksReader.ofRules)
        let lists = (tables(table, "allowlist") + tables(table, "allowlists")).compactMap { allowlist($0) }
        let regex = expression(table, "regex")
        let path = expression(table, "path")
        let group = integer(table, "secretGroup") ?? 0
        let entropy = number(table, "entropy") ?? 0
        let severity = self.severity(table)
        let keywords = strings(table, "keywords").map { $0.text.lowercased() }.filter { !$0.isEmpty }
        let isBuiltIn = SecretRules.builtIn.index(of: id) != nil
        if let regex, group < 0 || group > regex.groups {
            problem(table["secretGroup"]?.line ?? table.line, "its regex has no group \(group)")
        }
        guard table["regex"] != nil || table["path"] != nil else {
            // gitleaks' way of adding to a rule that is there.
            if isBuiltIn {
                kindAllowlists[id, default: []] += lists
            } else {
                problem(table.line, "it has neither a regex nor a path, and no built-in kind has its id")
            }
            return
        }
        guard problems.count == before else { return }
        // As in gitleaks, where a rule of one's own takes the place of the default one: its file can be read whole.
        if isBuiltIn { disabled.insert(id) }
        rules.append(
            UserRule(
                id: id, description: string(table, "description") ?? id, severity: severity, regex: regex,
                secretGroup: group, entropy: entropy, path: path, keywords: keywords, allowlists: lists,
                place: "\(file):\(table.line)"))
    }

    private mutating func severity(_ table: TOMLTable) -> Severity {
        guard let word = string(table, "severity") else { return .high }
        if let severity = Severity.allCases.first(where: { "\($0)" == word.lowercased() }) { return severity }
        problem(
            table["severity"]?.line ?? table.line,
            "«\(word)» is no severity: critical, high, medium, low or info")
        return .high
    }

    private mutating func expression(_ table: TOMLTable, _ key: String) -> CompiledRegex? {
        guard let text = string(table, key) else { return nil }
        return compiled(text, table[key]?.line ?? table.line, "its \(key)")
    }

    private mutating func compiled(_ text: String, _ line: Int, _ subject: String) -> CompiledRegex? {
        do throws(RegexProblem) {
            return try CompiledRegex(text)
        } catch {
            problem(line, "\(subject) cannot be used: \(error.what)")
            return nil
        }
    }

    // MARK: allow-lists

    private mutating func allowlist(_ table: TOMLTable) -> Allowlist? {
        checkKeys(table, GitleaksReader.ofAllowlists)
        var list = Allowlist()
        for path in strings(table, "paths") {
            if let regex = compiled(path.text, path.line, "a path of an allow-list") { list.paths.append(regex) }
        }
        for text in strings(table, "regexes") {
            if let regex = compiled(text.text, text.line, "a regex of an allow-list") { list.regexes.append(regex) }
        }
        list.stopwords = strings(table, "stopwords").map { Array($0.text.lowercased().utf8) }.filter { !$0.isEmpty }
        list.rules = Set(strings(table, "targetRules").map(\.text))
        switch string(table, "regexTarget")?.lowercased() {
        case nil, "secret", "": break
        case "match": list.target = .match
        case "line": list.target = .line
        case .some(let word):
            problem(table["regexTarget"]?.line ?? table.line, "«\(word)» is no regexTarget: secret, match or line")
        }
        switch string(table, "condition")?.uppercased() {
        case nil, "OR", "||", "": break
        case "AND", "&&": list.needsAll = true
        case .some(let word):
            problem(table["condition"]?.line ?? table.line, "«\(word)» is no condition: OR or AND")
        }
        let isEmpty = list.paths.isEmpty && list.regexes.isEmpty && list.stopwords.isEmpty
        return isEmpty ? nil : list
    }

    // MARK: values

    private mutating func problem(_ line: Int, _ what: String) {
        problems.append(UserRulesError.Problem(file: file, line: line, rule: current, what: what))
    }

    /// A misspelled key would silently change what a rule means.
    private mutating func checkKeys(_ table: TOMLTable, _ known: [String]) {
        for key in table.keys where !known.contains(key) {
            let shown = key.prefix(40)
            problem(
                table[key]?.line ?? table.line,
                "«\(shown)» is not understood here; known are \(known.joined(separator: ", "))")
        }
    }

    private mutating func wrong(_ table: TOMLTable, _ key: String, _ wanted: String) {
        guard let value = table[key] else { return }
        problem(value.line, "«\(key)» must be \(wanted), not \(value.typeName)")
    }

    private mutating func string(_ table: TOMLTable, _ key: String) -> String? {
        guard let value = table[key] else { return nil }
        if case .string(let text) = value.content { return text }
        wrong(table, key, "a string")
        return nil
    }

    private mutating func boolean(_ table: TOMLTable, _ key: String) -> Bool? {
        guard let value = table[key] else { return nil }
        if case .boolean(let flag) = value.content { return flag }
        wrong(table, key, "true or false")
        return nil
    }

    private mutating func integer(_ table: TOMLTable, _ key: String) -> Int? {
        guard let value = table[key] else { return nil }
        if case .integer(let number) = value.content { return Int(clamping: number) }
        wrong(table, key, "a whole number")
        return nil
    }

    private mutating func number(_ table: TOMLTable, _ key: String) -> Double? {
        guard let value = table[key] else { return nil }
        switch value.content {
        case .integer(let number): return Double(number)
        case .float(let number): return number
        default:
            wrong(table, key, "a number")
            return nil
        }
    }

    private mutating func strings(_ table: TOMLTable, _ key: String) -> [(text: String, line: Int)] {
        guard let value = table[key] else { return [] }
        guard case .array(let elements) = value.content else {
            wrong(table, key, "an array of strings")
            return []
        }
        var texts: [(text: String, line: Int)] = []
        for element in elements {
            guard case .string(let text) = element.content else {
                problem(element.line, "«\(key)» must hold strings, not \(element.typeName)")
                continue
            }
            texts.append((text, element.line))
        }
        return texts
    }

    /// A table, or an array of tables.
    private mutating func tables(_ table: TOMLTable, _ key: String) -> [TOMLTable] {
        guard let value = table[key] else { return [] }
        switch value.content {
        case .table(let one): return [one]
        case .array(let elements):
            let found = elements.compactMap { element -> TOMLTable? in
                if case .table(let one) = element.content { one } else { nil }
            }
            if found.count == elements.count { return found }
        default: break
        }
        wrong(table, key, "a table")
        return []
    }
}
