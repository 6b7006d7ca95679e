// SPDX-License-Identifier: Apache-2.0

import Findings

/// What a piece of text means, for terminals with colour. Never the only sign of it.
enum Ink: Sendable {
    case plain, heading, strong, faint
    case critical, high, medium
    case pass, fail, doubt
    case live, dead

    init(_ severity: Severity) {
        switch severity {
        case .critical: self = .critical
        case .high: self = .high
        case .medium: self = .medium
        case .low: self = .plain
        case .info: self = .faint
        }
    }

    /// The parameters of the ANSI sequence (ECMA-48, Select Graphic Rendition): the eight basic colours only, which
    /// every theme keeps readable. nil for plain text.
    var parameters: String? {
        switch self {
        case .plain: nil
        case .heading, .strong: "1"
        case .faint: "2"
        case .critical: "1;31"
        case .high: "31"
        case .medium: "33"
        case .pass: "1;32"
        case .fail: "1;31"
        case .doubt: "1;33"
        case .live: "36"
        case .dead: "31"
        }
    }
}
