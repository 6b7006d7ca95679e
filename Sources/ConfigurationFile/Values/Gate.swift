// SPDX-License-Identifier: Apache-2.0
public import Findings

/// From which severity on findings fail.
public enum Gate: Sendable, Equatable {
    case at(Severity)
    /// Report only; budgets do not fail either.
    case never

    /// A severity's name, or `never`.
    public init?(_ text: String) {
        if text == "never" {
            self = .never
        } else {
            guard let severity = Severity(rawValue: text) else { return nil }
            self = .at(severity)
        }
    }

    /// nil for `never`.
    public var severity: Severity? {
        switch self {
        case .at(let severity): severity
        case .never: nil
        }
    }

    /// What it can be called, the strictest last.
    public static let names = Severity.allCases.reversed().map(\.rawValue) + ["never"]
}
