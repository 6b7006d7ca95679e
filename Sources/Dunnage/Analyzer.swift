// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import FactCache
public import ImageReading
internal import Jobs
public import LayerScan
internal import Reports
internal import SecretScan

/// Reads images and judges them: what `dunnage check` does, for programs. Who has many images to read keeps it: the
/// secret rules are compiled once (some 9 ms).
public struct Analyzer: Sendable {
    public let options: AnalysisOptions
    let prepared = PreparedEngine()

    public init(options: AnalysisOptions = AnalysisOptions()) { self.options = options }

    /// Reads every source in order. One that cannot be read is a problem of the analysis, not the end of it, unless
    /// it is the only one.
    ///
    /// - Parameter progress: counts what was scanned, for whoever watches from another thread.
    /// - Throws: `ImageError` when nothing could be read at all; `SecretError` when the rules do not compile.
    public func analyze(_ sources: [ImageSource], progress: ScanProgress = ScanProgress()) throws -> Analysis {
        let started = ContinuousClock.now
        let engine = try prepared.engine(for: options)
        let memory = sources.count > 1 ? FactMemory() : nil
        let scan = ArchiveScan(options, secrets: engine, memory: memory, progress: progress)
        let base = try options.base.map { try BaseReader(options: options).read($0) }
        var report = Report(tool: Tool(version: Tool.version))
        var problems: [String] = []
        var use = PolicyUse(options)
        for source in sources {
            do throws(ImageError) {
                let (archive, images) = try scan.run(source, archive: report.archives.count)
                let builder = ReportBuilder(engine: engine, options: options, base: base)
                report.archives.append(builder.archive(archive))
                for image in images {
                    report.images.append(builder.image(image, problems: &problems, use: &use))
                }
                report.warnings += builder.warnings(archive, images)
                problems += archive.failures.map(\.description)
                if let change = archive.change() {
                    problems.append(change.description)
                    for index in report.images.indices where report.images[index].archive == report.archives.count - 1 {
                        report.images[index].complete = false
                        report.images[index].gaps.append("the archive changed while it was read")
                        report.images[index].verdict.status = .incomplete
                        use.addIncomplete()
                    }
                }
            } catch {
                guard sources.count > 1 else { throw error }
                problems.append(error.description)
            }
        }
        report.warnings += use.warnings
        report.warnings += (options.secretRules?.doubts ?? []).map { doubt in
            Warning(code: "secret-rule-unknown", message: doubt.what, where: "\(doubt.file):\(doubt.line)")
        }
        return Analysis(report: report, problems: problems, elapsed: ContinuousClock.now - started)
    }
}
