// SPDX-License-Identifier: Apache-2.0
import Checks
import Findings

/// `docs/rules.md`: every rule with its reasons and examples. The tool writes it, a test holds it equal.
public enum RulesMarkdown {
    public static func text() -> String {
        var text = """
            # Rules

            Written by `dunnage rules --format markdown`; do not edit.

            **Severity** is the highest that a rule gives; single findings may have less, and a configuration may change it. \
            **Examples** are the rule's own tests: how many fire, and how many stay quiet. **Elsewhere** names the checks of \
            Dockle (CIS-DI, DKL), hadolint (DL) and Trivy (DS) that look at the same.

            | rule | severity | category | examples | what it finds | practice | elsewhere |
            |---|---|---|---|---|---|---|

            """
        for rule in RuleRegistry.descriptions {
            let firing = rule.examples.filter(\.isFiring).count
            text += "| [`\(rule.id)`](#\(rule.id)) | \(rule.severity.rawValue) | \(rule.category.rawValue)"
            text += " | \(firing) fire, \(rule.examples.count - firing) quiet | \(rule.title)"
            text += " | \(RuleOrigins.practice(of: rule.id)?.rawValue ?? "")"
            text += " | \(RuleOrigins.elsewhere(rule.id)) |\n"
        }
        for rule in RuleRegistry.descriptions {
            text +=
                "\n## \(rule.id)\n\n\(rule.title). Severity: \(severity(rule)). Reads: \(RulesText.reads(rule)).\n\n"
            let elsewhere = RuleOrigins.elsewhere(rule.id)
            if !elsewhere.isEmpty { text += "Elsewhere: \(elsewhere).\n\n" }
            text += "**Why.** \(rule.rationale)\n\n**How to fix.** \(rule.remedy)\n\n"
            text += "Fires:\n\n" + rule.examples.filter(\.isFiring).map { "- \($0.title)\n" }.joined()
            text += "\nStays quiet:\n\n" + rule.examples.filter { !$0.isFiring }.map { "- \($0.title)\n" }.joined()
        }
        return text
    }

    private static func severity(_ rule: RuleDescription) -> String {
        (rule.severity == .info ? "" : "up to ") + rule.severity.rawValue
    }
}
