// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// One run of the analyser with progress on a terminal's standard error.
struct AnalysisRun {
    let input: ImageOptions
    let options: AnalysisOptions

    func run() throws -> Analysis {
        let progress = ScanProgress()
        let line = ProgressLine(progress, when: input.progress)
        defer { line.end() }
        return try Analyzer(options: options).analyze(input.sources, progress: progress)
    }

    /// Hands over the report of each archive before the next one is read.
    func run(each body: (Report) throws -> Void) throws -> Analysis {
        let progress = ScanProgress()
        let line = ProgressLine(progress, when: input.progress)
        defer { line.end() }
        return try Analyzer(options: options).analyze(input.sources, progress: progress, each: body)
    }
}
