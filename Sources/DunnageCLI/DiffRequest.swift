// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// One `--report FORMAT[=FILE]` of a comparison.
struct DiffRequest: ExpressibleByArgument, Equatable {
    enum Format: String, CaseIterable {
        case text, markdown, json, html
        /// The summary of a GitHub Actions step: without a file added to the one that GITHUB_STEP_SUMMARY names.
        case github
    }

    var format: Format
    var target: OutputTarget

    init(_ format: Format, to target: OutputTarget = .standardOutput) {
        self.format = format
        self.target = target
    }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = Format(rawValue: String(parts[0])) else { return nil }
        guard parts.last?.isEmpty == false else { return nil }
        let usual = format == .github ? OutputTarget.summary.map(OutputTarget.stepSummary) : nil
        self.init(format, to: parts.count == 2 ? OutputTarget(String(parts[1])) : usual ?? .standardOutput)
    }

    static let allValueStrings = Format.allCases.map(\.rawValue)
    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}
