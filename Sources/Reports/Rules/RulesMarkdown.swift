// SPDX-License-Identifier: Apache-2.0
import Checks
import Findings

/// `docs/rules.md`: every rule with its reasons and examples. The tool writes it, a test holds it equal.
public enum RulesMarkdown {
    public static func text() -> String {
        var text = "# Rules\n\nWritten by `dunnage rules --format markdown`; do not edit.\n\n"
        text += "| rule | severity | category | examples: fire, quiet | what it finds | practice | elsewhere |\n"
        text += "|---|---|---|---|---|---|---|\n"
        for rule in RuleRegistry.descriptions {
            let firing = rule.examples.filter(\.isFiring).count
            text += "| [`\(rule.id)`](#\(rule.id)) | \(rule.severity.rawValue) | \(rule.category.rawValue)"
            text += " | \(firing), \(rule.examples.count - firing) | \(rule.title)"
            text += " | \(RuleOrigins.practice(of: rule.id)?.rawValue ?? "")"
            text += " | \(RuleOrigins.elsewhere(rule.id)) |\n"
        }
        for rule in RuleRegistry.descriptions {
            text += "\n## \(rule.id)\n\n\(rule.title). Severity: up to \(rule.severity.rawValue).\n\n"
            let elsewhere = RuleOrigins.elsewhere(rule.id)
            if !elsewhere.isEmpty { text += "Elsewhere: \(elsewhere).\n\n" }
            text += "**Why.** \(rule.rationale)\n\n**How to fix.** \(rule.remedy)\n\n"
            text += "Fires:\n\n" + rule.examples.filter(\.isFiring).map { "- \($0.title)\n" }.joined()
            text += "\nStays quiet:\n\n" + rule.examples.filter { !$0.isFiring }.map { "- \($0.title)\n" }.joined()
        }
        return text
    }
}
