// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// A candidate on its way to a hit, within the module only: it can still see the value.
struct SecretMatch {
    /// The rule that matched; a check may say a more exact kind.
    var rule: Int
    /// Where the anchor begins.
    var anchor: Int
    /// What may be looked at, whatever the piece holds: 256 bytes before the anchor, 16 KiB from it.
    var window: Range<Int>
    /// Where the whole match begins, for the name before it.
    var start: Int
    var value: Range<Int>
    var severity: Severity
    var note: String?
    /// Instead of the redacted value: a description of a key, for instance.
    var evidence: String?
    /// What the fingerprint is made of where the same secret can be spelt in several ways; nil for the value itself.
    var material: [UInt8]?
    /// Overrides the rule's choice of fingerprint.
    var namesValue = true
}
