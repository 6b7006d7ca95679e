// SPDX-License-Identifier: Apache-2.0
internal import Dunnage
import Glibc

/// Renders reports and puts them where they were asked for.
struct ReportWriter {
    let colour: When
    let detail: TextOptions.Detail
    /// nil leaves the run's time out.
    let elapsed: Duration?

    /// Writes one report; returns a sentence when its file could not be written.
    func write(_ report: Report, _ request: ReportRequest) -> String? {
        let bytes =
            switch request.format {
            case .text: Array(TextReport.text(of: report, options: options(toFile: request.file != nil)).utf8)
            case .json: JSONReport.bytes(of: report)
            }
        guard let file = request.file else {
            Output.standard.write(bytes)
            return nil
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return "\(file) cannot be written: \(String(cString: strerror(errno)))" }
        defer { close(descriptor) }
        guard Output.write(bytes, to: descriptor) else {
            return "\(file) cannot be written: \(String(cString: strerror(errno)))"
        }
        return nil
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
