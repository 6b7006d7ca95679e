// SPDX-License-Identifier: Apache-2.0
internal import Dunnage

/// Renders a comparison and puts it where it was asked for.
struct DiffWriter {
    let report: DiffReport
    let colour: When
    let detail: TextOptions.Detail

    /// Writes one report; returns a sentence when its file could not be written.
    func write(_ request: DiffRequest) -> String? {
        let bytes =
            switch request.format {
            case .text: Array(DiffText.text(of: report, options: options(toFile: request.file != nil)).utf8)
            case .markdown: Array(DiffMarkdown.text(of: report, .comment).utf8)
            case .github: Array(DiffMarkdown.text(of: report, .summary).utf8)
            case .json: DiffJSON.bytes(of: report)
            case .html: HTMLDiff.bytes(of: report)
            }
        guard let file = request.file else {
            Output.standard.write(bytes)
            return nil
        }
        // Earlier steps' summaries stay.
        return request.format == .github ? OutputFile.append(bytes, to: file) : OutputFile.write(bytes, to: file)
    }

    private func options(toFile: Bool) -> TextOptions {
        let terminal = Terminal(descriptor: 1)
        return TextOptions(
            width: min(toFile ? 80 : terminal.width, 120), colour: !toFile && terminal.usesColour(colour),
            detail: detail)
    }
}
