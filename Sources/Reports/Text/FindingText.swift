// SPDX-License-Identifier: Apache-2.0

import Findings

/// A finding as one sentence, for formats that have a single field for it. Not escaped.
enum FindingText {
    /// What, where, what became of it, and what to do.
    static func sentence(_ finding: Finding) -> String {
        var text = statement(finding)
        if !finding.remedy.isEmpty { text += ". " + capitalised(finding.remedy) }
        return text
    }

    /// What it is, and what shows it: `npm access token as _authToken, npm_1M…V8`. Evidence that says the same and more
    /// stands alone: `OpenSSH ssh-ed25519 private key`.
    static func named(_ finding: Finding) -> String {
        let (message, evidence) = (finding.message, finding.evidence)
        if evidence.isEmpty || message.contains(evidence) { return message }
        if let first = evidence.first, evidence.hasSuffix(message.lowercased()) {
            return first.uppercased() + evidence.dropFirst()
        }
        return message + ", " + evidence
    }

    /// What, where and what became of it.
    static func statement(_ finding: Finding) -> String {
        var text = named(finding)
        // «runs as root, in User» says nothing more.
        if let place = finding.locations.first, !text.contains(PlaceText.place(place.path)),
            !place.path.hasPrefix("config:") || place.path.hasSuffix("]")
        {
            text += ", in " + PlaceText.place(place)
        }
        let others = finding.locations.count - 1
        if others > 0 { text += " and \(ByteText.count(others, "other place"))" }
        let fate = PlaceText.fate(finding)
        if !fate.isEmpty {
            text += ": " + fate
        } else if let layer = finding.layer {
            text += " (layer \(layer))"
        }
        if finding.bytes > 0 { text += ", " + ByteText.text(finding.bytes) }
        return text
    }

    private static func capitalised(_ text: String) -> String {
        guard let first = text.first, first.isASCII else { return text }
        return first.uppercased() + text.dropFirst()
    }
}
