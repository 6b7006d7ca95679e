// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
import Glibc
internal import ImageFormat
internal import ImageReading
internal import Jobs
internal import LayerScan

/// Reads what `--base` names: an image archive, of which the documents are enough, or a list of diffIDs.
struct BaseReader {
    let options: AnalysisOptions
    /// A list of more bytes is none: 127 layers take ten thousand.
    private static let listLimit = 1 << 20

    func read(_ source: ImageSource) throws(ImageError) -> GivenBase {
        if case .path(let path) = source, let text = BaseReader.smallText(path) {
            return GivenBase(source: path, candidates: [try BaseList(text, source: path).candidate])
        }
        let opened = try ArchiveOpener(limits: options.limits, maps: options.maps).open(source, candidates: Unread())
        var candidates = opened.images.compactMap { BaseReader.candidate($0) }
        if candidates.count < opened.images.count {
            // Documents before Docker 1.10 name no diffIDs: the layers themselves have to tell.
            candidates = try scanned(source)
        }
        return GivenBase(source: source.name, candidates: candidates)
    }

    /// nil when a layer's diffID is not in the documents.
    private static func candidate(_ image: Image, facts: [LayerFacts] = []) -> GivenBase.Candidate? {
        var diffIDs: [Digest] = []
        for (index, layer) in image.layers.enumerated() {
            guard let diffID = layer.diffID ?? (facts.indices.contains(index) ? facts[index].diffIDs.usual : nil) else {
                return nil
            }
            diffIDs.append(diffID)
        }
        return GivenBase.Candidate(
            name: image.references.first, platform: image.platform, manifestDigest: image.manifestDigest,
            diffIDs: diffIDs)
    }

    private func scanned(_ source: ImageSource) throws(ImageError) -> [GivenBase.Candidate] {
        var options = options
        options.choice = ImageChoice()
        options.verify = true
        let (_, images) = try ArchiveScan(options, secrets: nil).run(source)
        return images.compactMap { BaseReader.candidate($0.image, facts: $0.facts) }
    }

    /// The content of a regular file that is small and begins like a list; nil for everything else.
    private static func smallText(_ path: String) -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= listLimit else {
            return nil
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { break }
            count += step
        }
        bytes.removeSubrange(count...)
        return BaseList.begins(bytes) ? bytes : nil
    }

    /// Passes over the layers of a base that streams by.
    private struct Unread: LayerCandidates {
        func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>) {
            // What is wrong with a layer is said of the image that is judged, not of its base.
            do throws(ArchiveError) { try content.drain() } catch {}
        }
    }
}
