// SPDX-License-Identifier: Apache-2.0

import Checks
import Findings
import JSONText

/// The rules that a run's results refer to.
///
/// A forge takes a finding's severity from its rule, so a rule that gave findings below its own severity is there
/// once for each: `secret`, and `secret/info`, which SARIF reads as a part of `secret`.
struct SARIFRules {
    let descriptors: [Descriptor]
    private let indexes: [String: Int]

    /// Those that found something, worst first.
    init(_ findings: [Finding]) {
        var descriptors: [Descriptor] = []
        var indexes: [String: Int] = [:]
        for severity in SeverityText.worstFirst {
            for finding in findings where finding.severity == severity {
                let id = SARIFRules.id(of: finding)
                guard indexes[id] == nil else { continue }
                indexes[id] = descriptors.count
                let rule = RuleRegistry.description(finding.rule)
                descriptors.append(Descriptor(id: id, rule: rule, severity: severity, category: finding.category))
            }
        }
        self.descriptors = descriptors
        self.indexes = indexes
    }

    func index(of finding: Finding) -> Int { indexes[SARIFRules.id(of: finding)] ?? -1 }

    static func id(of finding: Finding) -> String {
        let id = TerminalText.escape(finding.rule)
        guard let rule = RuleRegistry.description(finding.rule) else { return id + "/" + finding.severity.rawValue }
        return rule.severity == finding.severity ? id : id + "/" + finding.severity.rawValue
    }

    struct Descriptor {
        let id: String
        /// nil for what is no rule of the registry, such as a wrong digest.
        let rule: RuleDescription?
        let severity: Severity
        var category: Category?

        func write(to json: inout JSONWriter) {
            let title = rule?.title ?? "The archive does not say the truth about itself"
            json.member("id", id)
            json.member("name", SARIFText.name(id))
            json.object("shortDescription", title) { json, title in json.member("text", title) }
            json.object("fullDescription", rule?.rationale ?? title) { json, text in json.member("text", text) }
            json.object("help", title) { json, title in
                guard let rule else { return json.member("text", title) }
                json.member("text", "\(rule.rationale)\n\nHow to fix: \(rule.remedy)")
                json.member("markdown", "\(rule.rationale)\n\n**How to fix.** \(rule.remedy)")
            }
            json.object("defaultConfiguration", severity) { json, severity in
                json.member("level", SARIFText.level(severity))
            }
            json.object("properties", severity) { json, severity in
                let category = rule?.category ?? category
                json.member("tags", ["container"] + (category.map { [$0.rawValue] } ?? []) + ["security"])
                json.member("precision", "high")
                let problem = severity >= .high ? "error" : severity == .medium ? "warning" : "recommendation"
                json.member("problem.severity", problem)
                json.member("security-severity", SARIFText.score(severity))
            }
        }
    }
}
