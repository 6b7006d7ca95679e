// SPDX-License-Identifier: Apache-2.0
internal import Dunnage

/// Renders reports and puts them where they were asked for.
struct ReportWriter {
    let colour: When
    let detail: TextOptions.Detail
    /// nil leaves the run's time out.
    let elapsed: Duration?

    /// Writes one report; returns a sentence when its file could not be written.
    func write(_ report: Report, _ request: ReportRequest) -> String? {
        let isFile = request.target != .standardOutput
        let bytes =
            switch request.format {
            case .text: Array(TextReport.text(of: report, options: options(toFile: isFile)).utf8)
            case .json: JSONReport.bytes(of: report)
            case .markdown: MarkdownReport.bytes(of: report)
            case .github: GitHubAnnotations.bytes(of: report)
            case .sarif: SARIFReport.bytes(of: report)
            case .html: HTMLReport.bytes(of: report)
            case .gitlabCodeQuality: GitLabCodeQuality.bytes(of: report)
            case .gitlabContainerScanning: GitLabContainerScanning.bytes(of: report)
            case .junit: JUnitReport.bytes(of: report)
            case .cyclonedx: CycloneDXReport.bytes(of: report)
            case .findingsCSV: FindingsTable.csv(of: report)
            case .findingsNDJSON: FindingsTable.ndjson(of: report)
            case .filesCSV: FilesTable.csv(of: report)
            case .filesNDJSON: FilesTable.ndjson(of: report)
            }
        return request.target.write(bytes)
    }

    /// What several images come to, on standard output.
    func write(_ summary: RunSummary) {
        Output.standard.write(TextReport.text(of: summary, options: options(toFile: false)))
    }

    func inspect(_ report: Report, asJSON: Bool) {
        if asJSON {
            Output.standard.write(JSONReport.bytes(of: report))
        } else {
            let options = options(toFile: false)
            let pages = report.images.map { InspectText.text(of: $0, options: options) }
            Output.standard.write(pages.joined(separator: "\n"))
        }
    }

    private func options(toFile: Bool) -> TextOptions {
        let terminal = Terminal(descriptor: 1)
        return TextOptions(
            width: min(toFile ? 80 : terminal.width, 120), colour: !toFile && terminal.usesColour(colour),
            detail: detail, elapsed: elapsed)
    }
}
