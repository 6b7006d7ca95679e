// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// One image or snapshot file read for a comparison, with progress on a terminal's standard error.
struct SnapshotRun {
    let input: ImageOptions
    let options: AnalysisOptions

    func snapshot(of name: String) throws -> (snapshot: ImageSnapshot, problems: [String]) {
        let progress = ScanProgress()
        let line = ProgressLine(progress, when: input.progress)
        defer { line.end() }
        return try DiffInput(name).snapshot(with: Analyzer(options: options), progress: progress)
    }
}
