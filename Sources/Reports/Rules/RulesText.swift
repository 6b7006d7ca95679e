// SPDX-License-Identifier: Apache-2.0
import Checks
import Findings

/// The rules for people: a list, and a page for each.
public enum RulesText {
    /// One line a rule: id, highest severity, title. At most `width` columns.
    public static func list(width: Int = 80) -> String {
        let rules = RuleRegistry.descriptions
        let column = rules.map { $0.id.utf8.count }.max() ?? 0
        var text = ""
        for rule in rules {
            let lead = "  " + padded(rule.id, column + 2) + padded(rule.severity.rawValue, 10)
            text += lead + TerminalText.fit(rule.title, max(10, width - lead.count)) + "\n"
        }
        text += "\n\(rules.count) rules. «dunnage rules ID» explains one.\n"
        return text
    }

    /// One rule's page; nil when there is no such rule.
    public static func page(_ id: String, width: Int = 80) -> String? {
        guard let rule = RuleRegistry.description(id) else { return nil }
        var text = "\(rule.id)  \(rule.severity.rawValue) · \(rule.category.rawValue)\n\n"
        text += paragraph(rule.title, width) + "\n"
        if let practice = RuleOrigins.practice(of: id) {
            let elsewhere = RuleOrigins.elsewhere(id)
            let names = elsewhere.isEmpty ? "" : "; elsewhere " + elsewhere
            text += "PRACTICE\n" + paragraph(practice.rawValue + names, width) + "\n"
        }
        text += "READS\n" + paragraph(reads(rule), width) + "\n"
        text += "WHY\n" + paragraph(rule.rationale, width) + "\n"
        text += "HOW TO FIX\n" + paragraph(rule.remedy, width) + "\n"
        text += "FIRES\n" + examples(rule, firing: true, width)
        text += "\nSTAYS QUIET\n" + examples(rule, firing: false, width)
        return text
    }

    /// `configuration and entry point; images of Windows are skipped`
    static func reads(_ rule: RuleDescription) -> String {
        let names = rule.needs.names
        let list =
            names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") : names.joined()
        return list + (rule.skipsWindows ? "; images of Windows are skipped" : "")
    }

    /// The nearest id to what somebody typed, for «did you mean»; nil when nothing is near.
    public static func nearest(to text: String) -> String? {
        NearestWord.to(text, among: RuleRegistry.descriptions.map(\.id))
    }

    private static func examples(_ rule: RuleDescription, firing: Bool, _ width: Int) -> String {
        rule.examples.filter { $0.isFiring == firing }.map { "  - " + TerminalText.fit($0.title, width - 4) + "\n" }
            .joined()
    }

    private static func paragraph(_ text: String, _ width: Int) -> String {
        TerminalText.wrap(TerminalText.folded(text), first: width - 2, rest: width - 2, lines: .max)
            .map { "  " + $0 + "\n" }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
