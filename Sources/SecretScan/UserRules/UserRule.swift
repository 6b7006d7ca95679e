// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// One rule of a user's file.
struct UserRule: Sendable {
    var id: String
    var description: String
    var severity: Severity
    /// nil for a rule that looks at paths alone.
    var regex: CompiledRegex?
    /// The group that holds the value; 0: the first that took part, or the whole match.
    var secretGroup: Int
    /// Shannon entropy that the value must exceed; 0 for any.
    var entropy: Double
    /// The rule looks at files whose path this matches.
    var path: CompiledRegex?
    /// In lower case; one of them must occur in the file. Empty: no condition.
    var keywords: [String]
    var allowlists: [Allowlist]
    /// Where it stands, for messages: `company.toml:12`.
    var place: String

    var kind: SecretKind {
        SecretKind(
            id: id, title: description, severity: severity, description: "Matches a rule of \(place).",
            isStructured: false, isPublishable: false)
    }
}
