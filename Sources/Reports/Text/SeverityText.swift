// SPDX-License-Identifier: Apache-2.0

import Findings

/// Severities in words, worst first.
enum SeverityText {
    static let worstFirst: [Severity] = [.critical, .high, .medium, .low, .info]

    /// At most four columns.
    static func short(_ severity: Severity) -> String {
        switch severity {
        case .critical: "crit"
        case .medium: "med"
        case .high, .low, .info: severity.rawValue
        }
    }

    /// `4 critical`, `3 high`; those of zero left out.
    static func counts(_ counts: SeverityCounts, from lowest: Severity, to highest: Severity = .critical) -> [String] {
        worstFirst.filter { $0 >= lowest && $0 <= highest && counts[$0] > 0 }
            .map { "\(ByteText.count(Int64(counts[$0]))) \($0.rawValue)" }
    }
}
