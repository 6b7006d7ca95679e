// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// One run of the analyser with progress on a terminal's standard error.
struct AnalysisRun {
    let input: ImageOptions
    let options: AnalysisOptions

    func run() throws -> Analysis {
        try watched { try $0.analyze(input.sources, progress: $1) }
    }

    /// Hands over the report of each archive before the next one is read.
    func run(each body: (Report) throws -> Void) throws -> Analysis {
        try watched { try $0.analyze(input.sources, progress: $1, each: body) }
    }

    private func watched(_ analysis: (Analyzer, ScanProgress) throws -> Analysis) throws -> Analysis {
        let progress = ScanProgress()
        let line = ProgressLine(progress, when: input.progress)
        defer { line.end() }
        return try analysis(Analyzer(options: options), progress)
    }
}
