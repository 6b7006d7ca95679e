// SPDX-License-Identifier: Apache-2.0
public import Findings

/// The ways in which a policy takes findings out of the count. Each writes its reason in its own form.
public enum Suppression: String, Sendable, CaseIterable {
    case allow
    case ignore
    case base
    case baseline

    /// What `Finding.suppressedBy` says: `ignore (.dunnage.yml:14): fake keys`.
    func reason(_ text: String, at place: String = "") -> String {
        switch self {
        case .allow: "allow: \(text)"
        case .ignore: place.isEmpty ? "ignore: \(text)" : "ignore (\(place)): \(text)"
        case .base: "base: \(text)"
        case .baseline: "baseline: \(text)"
        }
    }

    /// The way that wrote this reason.
    init(_ reason: String) {
        self =
            Suppression.allCases.first { reason.hasPrefix($0.rawValue + ":") || reason.hasPrefix($0.rawValue + " (") }
            ?? .ignore
    }

    /// How many findings are suppressed in each way; ways without any are left out.
    public static func counts(_ findings: [Finding]) -> [Suppression: Int] {
        var counts: [Suppression: Int] = [:]
        for finding in findings {
            if let reason = finding.suppressedBy { counts[Suppression(reason), default: 0] += 1 }
        }
        return counts
    }
}
