// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Kinds found by where they stand, not by an anchor: settings, and files whose name and bytes agree.
    static let places: [SecretRule] = [
        place(
            "named-secret", "Value of a setting that is named as a secret", severity: .high,
            opens: "what the setting's name says")
    ]

    private static func place(
        _ id: String, _ title: String, severity: Severity, rank: SecretRule.Rank = .named, opens: String
    ) -> SecretRule {
        SecretRule(
            id: id, title: title, severity: severity, description: "Opens " + opens + ".", anchors: [],
            isCaseless: false, pattern: "", check: .shape, rank: rank, isPublishable: false, hasEdges: false,
            needsSecretName: false)
    }
}
