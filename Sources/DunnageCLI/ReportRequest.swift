// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// One `--report FORMAT[=FILE]`.
struct ReportRequest: ExpressibleByArgument, Equatable {
    enum Format: String, CaseIterable {
        case text, json, markdown, github, sarif, html
        case gitlabCodeQuality = "gitlab-codequality"
        case gitlabContainerScanning = "gitlab-container-scanning"
        case junit, cyclonedx
        case findingsCSV = "findings-csv"
        case findingsNDJSON = "findings-ndjson"
        case filesCSV = "files-csv"
        case filesNDJSON = "files-ndjson"

        /// Whether it shows single files, which a report does not hold unless asked.
        var needsFiles: Bool { [.html, .filesCSV, .filesNDJSON].contains(self) }
    }

    var format: Format
    var target: OutputTarget

    /// Goes to standard output an object a line, so that what one image gives can be written before the next is read.
    var isStreamed: Bool { target == .standardOutput && [.findingsNDJSON, .filesNDJSON].contains(format) }

    init(_ format: Format, to target: OutputTarget = .standardOutput) {
        self.format = format
        self.target = target
    }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = Format(rawValue: String(parts[0])) else { return nil }
        guard parts.last?.isEmpty == false else { return nil }
        self.init(format, to: parts.count == 2 ? OutputTarget(String(parts[1])) : .standardOutput)
    }

    static let allValueStrings = Format.allCases.map(\.rawValue)
    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}
