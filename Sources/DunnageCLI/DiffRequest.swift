// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// One `--report FORMAT[=FILE]` of a comparison.
struct DiffRequest: ExpressibleByArgument, Equatable {
    enum Format: String, CaseIterable {
        case text, markdown, json, html
        /// The summary of a GitHub Actions step: appended to the file that GITHUB_STEP_SUMMARY names.
        case github
    }

    var format: Format
    /// nil for standard output.
    var file: String?

    init(_ format: Format, file: String? = nil) {
        self.format = format
        self.file = file
    }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = Format(rawValue: String(parts[0])) else { return nil }
        self.format = format
        if parts.count == 2 {
            guard !parts[1].isEmpty else { return nil }
            file = parts[1] == "-" ? nil : String(parts[1])
        } else if format == .github {
            file = Terminal.variable("GITHUB_STEP_SUMMARY").flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    static let allValueStrings = Format.allCases.map(\.rawValue)
    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}
