// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import FactCache
public import ImageReading
internal import Jobs
public import LayerScan
internal import Reports
internal import SecretScan

/// Reads images and judges them: what `dunnage check` does, for programs. Who has many images to read keeps it: the
/// secret rules are compiled once (some 5 ms).
public struct Analyzer: Sendable {
    public let options: AnalysisOptions
    let prepared = PreparedEngine()

    public init(options: AnalysisOptions = AnalysisOptions()) { self.options = options }

    /// Reads every source in order. One that cannot be read is a problem of the analysis, not the end of it, unless
    /// it is the only one. A directory that is no image stands for the archives in it (`ImageSource.members`).
    ///
    /// - Parameter progress: counts what was scanned, for whoever watches from another thread.
    /// - Throws: `ImageError` when nothing could be read at all; `SecretError` when the rules do not compile.
    public func analyze(_ sources: [ImageSource], progress: ScanProgress = ScanProgress()) throws -> Analysis {
        var report = Report(tool: Tool(version: Tool.version))
        var analysis = try analyze(sources, progress: progress) { part in
            for var image in part.images {
                image.archive = report.archives.count
                report.images.append(image)
            }
            report.archives += part.archives
            report.warnings += part.warnings
        }
        // What was not read at all comes first: short forms show the first few.
        let (unread, others) = (analysis.report.unread, analysis.report.warnings.filter { $0.code != Warning.unread })
        report.warnings = unread + report.warnings + others
        analysis.report = report
        return analysis
    }

    /// Reads as `analyze` does, and hands over what each archive gives before the next one is read, so that memory does
    /// not grow with the number of images.
    ///
    /// - Parameter body: takes the report of one archive.
    /// - Returns: the run as a whole. Its report holds no image, and the warnings that are no archive's.
    public func analyze(
        _ sources: [ImageSource], progress: ScanProgress = ScanProgress(), each body: (Report) throws -> Void
    ) throws -> Analysis {
        let started = ContinuousClock.now
        let engine = try prepared.engine(for: options)
        var report = Report(tool: Tool(version: Tool.version))
        var problems: [String] = []
        var summary = RunSummary()
        let isOne = sources.count == 1
        let sources = ImageSource.members(of: sources, limits: options.limits) { directory, note in
            report.warnings.append(Warning(code: "not-an-archive", message: note, where: directory))
        }
        let memory = sources.count > 1 ? FactMemory() : nil
        let scan = ArchiveScan(options, secrets: engine, memory: memory, progress: progress)
        let base = try options.base.map { try BaseReader(options: options).read($0) }
        let builder = ReportBuilder(engine: engine, options: options, base: base)
        var use = PolicyUse(options)
        for source in sources {
            let part: Report
            do throws(ImageError) {
                part = try read(source, scan, builder, problems: &problems, use: &use)
            } catch {
                guard !isOne || sources.count > 1 else { throw error }
                problems.append(error.description)
                report.warnings.append(Warning(code: Warning.unread, message: error.what, where: source.name))
                continue
            }
            for image in part.images { summary.add(image) }
            try body(part)
        }
        report.warnings += use.warnings
        report.warnings += (options.secretRules?.doubts ?? []).map { doubt in
            Warning(code: "secret-rule-unknown", message: doubt.what, where: "\(doubt.file):\(doubt.line)")
        }
        return Analysis(
            report: report, problems: problems, elapsed: ContinuousClock.now - started, summary: summary)
    }

    private func read(
        _ source: ImageSource, _ scan: ArchiveScan, _ builder: ReportBuilder, problems: inout [String],
        use: inout PolicyUse
    ) throws(ImageError) -> Report {
        let (archive, images) = try scan.run(source)
        var report = Report(tool: Tool(version: Tool.version), archives: [builder.archive(archive)])
        report.warnings = builder.warnings(archive, images)
        for image in images {
            let (judged, facts) = builder.imageAndFacts(image, problems: &problems, use: &use)
            report.images.append(judged)
            if let facts { report.warnings += builder.warnings(facts.tree) }
        }
        problems += archive.failures.map(\.description)
        if let change = archive.change() {
            problems.append(change.description)
            for index in report.images.indices {
                report.images[index].complete = false
                report.images[index].gaps.append("the archive changed while it was read")
                report.images[index].doubt()
                use.addIncomplete()
            }
        }
        // Last, when all that keeps an image from being vouched for is known.
        for (image, judged) in zip(images, report.images) {
            report.warnings += judged.incompleteWarnings(name: image.name(in: archive))
        }
        return report
    }
}
