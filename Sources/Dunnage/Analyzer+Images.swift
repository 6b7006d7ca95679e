// SPDX-License-Identifier: Apache-2.0
internal import Archives
public import ImageReading
internal import Jobs
public import LayerScan
internal import LayerTree
internal import SecretScan

extension Analyzer {
    /// Reads one source and lays its images out, without judging them: no rules, and no search for secrets in
    /// files.
    ///
    /// - Parameters:
    ///   - recordsHashes: makes `AnalysedImage.isChanged` answer; costs three hashes of every byte.
    ///   - progress: counts what was scanned, for whoever watches from another thread.
    /// - Returns: the chosen images, and what keeps the run from vouching for them, one sentence each.
    /// - Throws: `ImageError` when nothing can be read, `LayerTreeError` when an image does not fit 32-bit numbers.
    public func images(
        of source: ImageSource, recordsHashes: Bool = false, progress: ScanProgress = ScanProgress()
    ) throws -> (images: [AnalysedImage], problems: [String]) {
        let engine = try prepared.engine(for: options)
        let scan = ArchiveScan(options, secrets: nil, names: engine, recordsHashes: recordsHashes, progress: progress)
        let (archive, scanned) = try scan.run(source)
        let base = try options.base.map { try BaseReader(options: options).read($0) }
        let images = try scanned.map { try AnalysedImage($0, engine, base: base) }
        var problems = archive.failures.map(\.description)
        for (image, laidOut) in zip(scanned, images) { problems += image.doubts(laidOut.tree) }
        if let change = archive.change() { problems.append(change.description) }
        return (images, problems)
    }
}
