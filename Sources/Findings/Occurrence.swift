// SPDX-License-Identifier: Apache-2.0

/// What a finding says of one place, as far as another build's finding may say the same.
public struct Occurrence: Hashable, Sendable {
    private var rule: String
    private var kind: String
    private var fingerprint: String
    private var place: String

    /// nil for what is known again wherever it is.
    public init?(_ recognition: Recognition, rule: String, kind: String, fingerprint: String, place: String) {
        switch recognition {
        case .fingerprint: return nil
        case .fingerprintAtPlace: (self.kind, self.fingerprint) = ("", fingerprint)
        case .kindAtPlace: (self.kind, self.fingerprint) = (kind, "")
        }
        self.rule = rule
        // A history entry's number changes with every line that is written before it.
        self.place = place.hasPrefix("history:") ? "history:" : place
    }
}
