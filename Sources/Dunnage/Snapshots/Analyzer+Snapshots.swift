// SPDX-License-Identifier: Apache-2.0
internal import Archives
public import ImageReading
internal import Jobs
public import LayerScan
internal import SecretScan
public import Sizing

extension Analyzer {
    /// Reads one source, judges its images as `analyze` does, and keeps what a comparison needs of each.
    ///
    /// - Parameter progress: counts what was scanned, for whoever watches from another thread.
    /// - Returns: a snapshot of each chosen image, and what keeps the run from vouching for them, a sentence each.
    /// - Throws: `ImageError` when nothing can be read.
    public func snapshots(
        of source: ImageSource, progress: ScanProgress = ScanProgress()
    ) throws -> (snapshots: [ImageSnapshot], problems: [String]) {
        let engine = try prepared.engine(for: options)
        let (archive, scanned) = try ArchiveScan(options, secrets: engine, progress: progress).run(source)
        let base = try options.base.map { try BaseReader(options: options).read($0) }
        let builder = ReportBuilder(engine: engine, options: options, base: base)
        var problems = archive.failures.map(\.description)
        var snapshots: [ImageSnapshot] = []
        var use = PolicyUse(options)
        for image in scanned {
            let (report, facts) = builder.imageAndFacts(image, problems: &problems, use: &use)
            // Without facts there is no tree, and the problems say why.
            if let facts {
                snapshots.append(SnapshotBuilder.snapshot(image, facts, report, Redaction(image.image, engine)))
            }
        }
        if let change = archive.change() {
            problems.append(change.description)
            for index in snapshots.indices { snapshots[index].gaps.append("the archive changed while it was read") }
        }
        return (snapshots, problems)
    }
}
