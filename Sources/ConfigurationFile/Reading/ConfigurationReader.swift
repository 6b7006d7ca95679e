// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Findings
internal import LayerTree
internal import Sizing

/// Lays one file's values over what a configuration already says: what the file names wins, lists add.
struct ConfigurationReader {
    let file: String
    /// Ids of the rules that there are.
    let rules: [String]
    private let reader: NodeReader

    /// The versions of the format that can be read.
    static let version = 1

    init(file: String, rules: [String]) {
        self.file = file
        self.rules = rules
        reader = NodeReader(file: file)
    }

    /// The files that this one builds on, as they are written there.
    func extended(by root: YAMLNode) throws(ConfigurationError) -> [(file: String, line: Int)] {
        var files: [(file: String, line: Int)] = []
        for pair in try reader.mapping(root, "", keys: ConfigurationKeys.top) where pair.key == "extends" {
            for file in try reader.texts(pair.value, "extends") { files.append((file, pair.line)) }
        }
        return files
    }

    func apply(_ root: YAMLNode, to configuration: inout Configuration) throws(ConfigurationError) {
        for pair in try reader.mapping(root, "", keys: ConfigurationKeys.top) {
            let value = pair.value
            switch pair.key {
            case "version": try checkVersion(value)
            case "rules-version": configuration.rulesVersion = try rulesVersion(value)
            case "profile":
                configuration.profile = Profile(
                    rawValue: try reader.word(value, "profile", among: Profile.allCases.map(\.rawValue)))
            case "fail-on": configuration.failOn = Gate(try reader.word(value, "fail-on", among: Gate.names))
            case "rules": try readRules(value, &configuration)
            case "ignore":
                for item in try reader.list(value, "ignore") { configuration.ignores.append(try ignore(item)) }
            case "base":
                configuration.base = BasePolicy(
                    rawValue: try reader.word(value, "base", among: BasePolicy.allCases.map(\.rawValue)))
            case "baseline": configuration.baseline = path(try reader.text(value, "baseline"))
            case "budgets": try readBudgets(value, &configuration.budgets)
            case "growth-accepted": configuration.growthAccepted = try growthAccepted(value)
            case "secrets": try readSecrets(value, &configuration)
            case "limits": try readLimits(value, &configuration.limits)
            default: break
            }
        }
    }

    private func checkVersion(_ node: YAMLNode) throws(ConfigurationError) {
        let version = try reader.number(node, "version")
        guard version == ConfigurationReader.version else {
            throw reader.error(
                node.line,
                "version \(version) of the format is not known here, only \(ConfigurationReader.version): a newer "
                    + "dunnage reads it")
        }
    }

    private func rulesVersion(_ node: YAMLNode) throws(ConfigurationError) -> Int {
        let version = try reader.number(node, "rules-version")
        guard version <= RulesVersion.current else {
            throw reader.error(
                node.line,
                "rules-version \(version) is not known here, only up to \(RulesVersion.current): a newer dunnage has it"
            )
        }
        return version
    }

    private func readRules(_ node: YAMLNode, _ configuration: inout Configuration) throws(ConfigurationError) {
        let severities = Severity.allCases.reversed().map(\.rawValue)
        for pair in try reader.openMapping(node, "rules") {
            try checkRule(pair.key, pair.line)
            guard !pair.value.isNull else {
                throw reader.error(pair.line, "«\(pair.key)» has no value: off, on, a severity or «allow»")
            }
            var setting = configuration.rules[pair.key] ?? RuleSetting()
            if case .mapping = pair.value.content {
                for part in try reader.mapping(pair.value, pair.key, keys: ConfigurationKeys.rule) {
                    if part.key == "allow" {
                        setting.allow += try reader.texts(part.value, "allow").filter { !setting.allow.contains($0) }
                    } else {
                        setting.severity = Severity(
                            rawValue: try reader.word(part.value, "severity", among: severities))
                        setting.isOff = false
                    }
                }
            } else {
                let word = try reader.text(pair.value, pair.key)
                switch word {
                case "off", "false": setting.isOff = true
                case "on", "true":
                    setting.isOff = false
                    setting.severity = nil
                default:
                    setting.severity = Severity(
                        rawValue: try reader.word(pair.value, pair.key, among: severities + ["off", "on"]))
                    setting.isOff = false
                }
            }
            configuration.rules[pair.key] = setting
        }
    }

    private func checkRule(_ id: String, _ line: Int) throws(ConfigurationError) {
        guard !rules.contains(id) else { return }
        let hint = NearestWord.to(id, among: rules).map { ": did you mean «\($0)»?" } ?? ": «dunnage rules» lists them"
        throw reader.error(line, "there is no rule «\(id)»\(hint)")
    }

    private func ignore(_ node: YAMLNode) throws(ConfigurationError) -> IgnoreEntry {
        var entry = IgnoreEntry(reason: "", place: "\(file):\(node.line)")
        for pair in try reader.mapping(node, "ignore", keys: ConfigurationKeys.ignore) {
            switch pair.key {
            case "rule":
                let id = try reader.text(pair.value, "rule")
                try checkRule(id, pair.value.line)
                entry.rule = id
            case "kind": entry.kind = try reader.text(pair.value, "kind")
            case "path": entry.path = PathGlob(try reader.text(pair.value, "path"))
            case "reason": entry.reason = try reader.text(pair.value, "reason")
            default: entry.expires = try reader.day(pair.value, "expires")
            }
        }
        guard !entry.hidesEverything else {
            throw reader.error(
                node.line, "an ignore needs a «rule», a «kind» or a «path»: this one would hide everything")
        }
        guard !entry.reason.allSatisfy(\.isWhitespace) else {
            throw reader.error(node.line, "an ignore needs a «reason»")
        }
        return entry
    }

    private func readBudgets(_ node: YAMLNode, _ budgets: inout Budgets) throws(ConfigurationError) {
        for pair in try reader.mapping(node, "budgets", keys: ConfigurationKeys.budgets) {
            switch pair.key {
            case "image": budgets.image = try reader.size(pair.value, "image")
            case "live": budgets.live = try reader.size(pair.value, "live")
            case "layer": budgets.layer = try reader.size(pair.value, "layer")
            case "growth": try readGrowth(pair.value, &budgets)
            case "paths":
                for path in try reader.openMapping(pair.value, "paths") {
                    guard !path.key.isEmpty else { throw reader.error(path.line, "a path budget needs a pattern") }
                    budgets.set(path: path.key, limit: try reader.size(path.value, path.key))
                }
            default:
                for package in try reader.openMapping(pair.value, "packages") {
                    budgets.set(package: package.key, limit: try reader.size(package.value, package.key))
                }
            }
        }
    }

    private func readGrowth(_ node: YAMLNode, _ budgets: inout Budgets) throws(ConfigurationError) {
        var growth = budgets.growth ?? Growth()
        if case .mapping = node.content {
            for part in try reader.mapping(node, "growth", keys: ConfigurationKeys.growth) {
                if part.key == "bytes" {
                    growth.bytes = try reader.size(part.value, "bytes")
                } else {
                    var text = try reader.text(part.value, "percent")
                    if text.hasSuffix("%") { text.removeLast() }
                    growth.percent = try budget(part.value.line, "percent") { () throws(BudgetError) in
                        try Growth.percent(text)
                    }
                }
            }
        } else {
            let text = try reader.text(node, "growth")
            growth = try budget(node.line, "growth") { () throws(BudgetError) in
                var changed = growth
                try changed.set(text)
                return changed
            }
        }
        budgets.growth = growth
    }

    private func budget<Value>(
        _ line: Int, _ name: String, _ body: () throws(BudgetError) -> Value
    ) throws(ConfigurationError) -> Value {
        do throws(BudgetError) {
            return try body()
        } catch {
            throw reader.error(line, "«\(name)»: \(error.what)")
        }
    }

    private func growthAccepted(_ node: YAMLNode) throws(ConfigurationError) -> GrowthAccepted {
        var to: Int64?
        var reason: String?
        var expires: CalendarDay?
        for pair in try reader.mapping(node, "growth-accepted", keys: ConfigurationKeys.growthAccepted) {
            switch pair.key {
            case "to": to = try reader.size(pair.value, "to")
            case "reason": reason = try reader.text(pair.value, "reason")
            default: expires = try reader.day(pair.value, "expires")
            }
        }
        guard let to else {
            throw reader.error(node.line, "«growth-accepted» needs «to»: the size up to which growth is accepted")
        }
        guard let reason, !reason.allSatisfy(\.isWhitespace) else {
            throw reader.error(node.line, "«growth-accepted» needs a «reason»")
        }
        return GrowthAccepted(to: to, reason: reason, expires: expires)
    }

    private func readSecrets(_ node: YAMLNode, _ configuration: inout Configuration) throws(ConfigurationError) {
        for pair in try reader.mapping(node, "secrets", keys: ConfigurationKeys.secrets) {
            switch pair.key {
            case "rules":
                configuration.secretRules += try reader.texts(pair.value, "rules").map { path($0) }
                    .filter { !configuration.secretRules.contains($0) }
            case "fingerprint-key":
                let key = try reader.text(pair.value, "fingerprint-key")
                guard key.utf8.count >= 16 else {
                    throw reader.error(pair.value.line, "«fingerprint-key» must have at least 16 bytes")
                }
                configuration.fingerprintKey = .text(key)
            default:
                configuration.fingerprintKey = .file(path(try reader.text(pair.value, "fingerprint-key-file")))
            }
        }
    }

    private func readLimits(_ node: YAMLNode, _ limits: inout Limits) throws(ConfigurationError) {
        for pair in try reader.mapping(node, "limits", keys: ConfigurationKeys.limits) {
            switch pair.key {
            case "layer-bytes": limits.layerBytes = try aboveZero(pair.value, "layer-bytes")
            case "entries": limits.entries = try reader.number(pair.value, "entries")
            case "ratio": limits.ratio = Int64(try reader.number(pair.value, "ratio"))
            default: limits.documentBytes = try aboveZero(pair.value, "document-bytes")
            }
        }
    }

    private func aboveZero(_ node: YAMLNode, _ name: String) throws(ConfigurationError) -> Int64 {
        let size = try reader.size(node, name)
        guard size > 0 else { throw reader.error(node.line, "«\(name)» must be above zero") }
        return size
    }

    /// A file that this one names, seen from the working directory.
    func path(_ name: String) -> String { FilePath.beside(file, name) }
}
