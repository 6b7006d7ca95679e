// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import ImageReading
internal import LayerScan

/// Scans what may be a layer while an archive streams by.
final class CandidateScans: LayerCandidates {
    private let scanner: LayerScanner
    private(set) var scans: [PendingScan] = []

    init(_ scanner: LayerScanner) { self.scanner = scanner }

    func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>) {
        scans.append(scanner.scan(content, digests: DigestPlan(blob: algorithms, tar: algorithms)))
    }
}
