// SPDX-License-Identifier: Apache-2.0
import Findings
import SecretScan

/// The kinds of secrets that are known, for people.
public enum SecretKindsText {
    /// One line a kind: id, severity, title.
    public static func list(width: Int = 80) -> String {
        let kinds = SecretRules.builtIn.kinds
        let column = min(44, kinds.map { $0.id.utf8.count }.max() ?? 0)
        var text = ""
        for kind in kinds {
            let id = kind.id + String(repeating: " ", count: max(1, column + 2 - kind.id.utf8.count))
            let severity = kind.severity.rawValue
            let lead = "  " + id + severity + String(repeating: " ", count: max(1, 10 - severity.utf8.count))
            text += lead + TerminalText.fit(kind.title, max(10, width - lead.count)) + "\n"
        }
        return text + "\n\(kinds.count) kinds of secrets.\n"
    }
}
