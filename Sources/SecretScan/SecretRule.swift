// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// How one kind of secret is found: anchors that the database looks for, the shape around an anchor, and the check
/// that has the last word. The tables in `Rules/` are made of these.
struct SecretRule: Sendable {
    /// Which of two rules that see the same bytes is believed.
    enum Rank: UInt8, Sendable, Comparable {
        /// Any name that sounds secret with any value.
        case generic
        /// The name says whose it is, the value has only an alphabet and a length.
        case named
        /// The value itself says what it is.
        case structured

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    let id: String
    let title: String
    let severity: Severity
    let description: String
    let anchors: [String]
    let isCaseless: Bool
    let pattern: String
    let check: SecretCheck
    let rank: Rank
    let isPublishable: Bool
    /// A token may not begin within a word; off where a checksum proves it anyway.
    let hasEdges: Bool
    /// The key's name must hold a word such as `key`, `token` or `secret`.
    let needsSecretName: Bool

    var kind: SecretKind {
        SecretKind(
            id: id, title: title, severity: severity, description: description,
            isStructured: rank == .structured, isPublishable: isPublishable)
    }

    /// A value that carries its own sign.
    static func token(
        _ id: String, _ title: String, _ anchors: [String], _ pattern: String, _ check: SecretCheck = .random,
        severity: Severity = .critical, edges: Bool = true, publishable: Bool = false, opens: String
    ) -> SecretRule {
        SecretRule(
            id: id, title: title, severity: severity, description: "Opens " + opens + ".", anchors: anchors,
            isCaseless: false, pattern: pattern, check: check, rank: .structured, isPublishable: publishable,
            hasEdges: edges, needsSecretName: false)
    }

    /// A value without a sign, known by the name it is assigned to. `names` are matched in any case.
    static func named(
        _ id: String, _ title: String, _ names: [String], _ value: String, _ check: SecretCheck = .random,
        severity: Severity = .high, anyName: Bool = false, opens: String
    ) -> SecretRule {
        SecretRule(
            id: id, title: title, severity: severity, description: "Opens " + opens + ".", anchors: names,
            isCaseless: true, pattern: #"[\w.\-]{0,32}"# + assignment + "<" + value + ">", check: check,
            rank: .named, isPublishable: false, hasEdges: false, needsSecretName: !anyName)
    }

    /// Between a name and its value in shell, YAML, JSON (also within a JSON string), XML, TOML, INI and code.
    static let assignment =
        #"\\?["'\]`]{0,2}\b{0,8}(=>|:=|\b{1,2}value=|[=:,>\(]\b{0,2}=?)\b{0,8}(\\?["'`]|&quot;)?"#
}
