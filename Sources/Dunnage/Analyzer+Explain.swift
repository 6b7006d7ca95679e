// SPDX-License-Identifier: Apache-2.0
internal import Archives
public import Checks
internal import Digests
internal import ImageFormat
public import ImageReading
internal import Jobs
public import LayerScan
internal import LayerTree
public import Reports
internal import SecretScan

extension Analyzer {
    /// What a path of one image is, and what every rule had to do with it.
    public struct Explanation: Sendable {
        /// Owner, layers, instruction; empty when no layer names the path.
        public var place: WhyReport
        public var trace: RuleTrace
    }

    /// Reads one source as `analyze` does, and follows a path through the rules.
    ///
    /// - Returns: one explanation for each chosen image, and what keeps the run from vouching for them.
    /// - Throws: `ImageError` when nothing can be read, `LayerTreeError` when an image does not fit 32-bit numbers.
    public func explain(
        _ path: String, of source: ImageSource, progress: ScanProgress = ScanProgress()
    ) throws -> (explanations: [Explanation], problems: [String]) {
        let engine = try prepared.engine(for: options)
        let (archive, scanned) = try ArchiveScan(options, secrets: engine, progress: progress).run(source)
        let base = try options.base.map { try BaseReader(options: options).read($0) }
        var problems = archive.failures.map(\.description)
        let explanations = try scanned.map { image in
            let analysed = try AnalysedImage(image, engine)
            problems += image.doubts(analysed.tree)
            let facts = try ImageFacts(
                document: image.image.config, references: image.image.references, history: image.image.history,
                base: image.base(base), facts: image.facts, engine: engine, today: options.today,
                annotations: image.image.annotations,
                provenance: image.image.provenance, allowed: options.policy.allowed)
            return Explanation(
                place: analysed.why(path), trace: RuleTrace(facts, policy: options.policy, path: path))
        }
        if let change = archive.change() { problems.append(change.description) }
        return (explanations, problems)
    }
}
