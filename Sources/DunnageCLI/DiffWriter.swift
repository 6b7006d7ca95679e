// SPDX-License-Identifier: Apache-2.0
internal import Dunnage

/// Renders a comparison and puts it where it was asked for.
struct DiffWriter {
    let report: DiffReport
    let colour: When
    let detail: TextOptions.Detail

    /// Writes one report; returns a sentence when its file could not be written.
    func write(_ request: DiffRequest) -> String? {
        let isFile = request.target != .standardOutput
        let bytes =
            switch request.format {
            case .text: Array(DiffText.text(of: report, options: options(toFile: isFile)).utf8)
            case .markdown: Array(DiffMarkdown.text(of: report, .comment).utf8)
            case .github: Array(DiffMarkdown.text(of: report, .summary).utf8)
            case .json: DiffJSON.bytes(of: report)
            case .html: HTMLDiff.bytes(of: report)
            }
        return request.target.write(bytes)
    }

    private func options(toFile: Bool) -> TextOptions {
        let terminal = Terminal(descriptor: 1)
        return TextOptions(
            width: min(toFile ? 80 : terminal.width, 120), colour: !toFile && terminal.usesColour(colour),
            detail: detail)
    }
}
