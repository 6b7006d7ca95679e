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
    /// nil for standard output.
    var file: String?

    /// Goes to standard output an object a line, so that what one image gives can be written before the next is read.
    var isStreamed: Bool { file == nil && [.findingsNDJSON, .filesNDJSON].contains(format) }

    /// Other steps and commands have written to a step's summary: it is added to, not written anew.
    var isAdded: Bool { file != nil && file == Terminal.variable("GITHUB_STEP_SUMMARY") }

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
            // `-` is where a report goes without a file.
            file = parts[1] == "-" || parts[1] == "/dev/stdout" ? nil : String(parts[1])
        }
    }

    static let allValueStrings = Format.allCases.map(\.rawValue)
    static let defaultCompletionKind = CompletionKind.list(allValueStrings)
}
