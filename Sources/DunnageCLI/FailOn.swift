// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// The gate: a severity, or `never` to report only.
struct FailOn: ExpressibleByArgument {
    let severity: Severity?

    init?(argument: String) {
        if argument == "never" {
            severity = nil
        } else {
            guard let severity = Severity(rawValue: argument) else { return nil }
            self.severity = severity
        }
    }

    static let allValueStrings = Severity.allCases.reversed().map(\.rawValue) + ["never"]
    static let defaultCompletionKind = CompletionKind.list(allValueStrings)

    var defaultValueDescription: String { severity?.rawValue ?? "never" }
}
