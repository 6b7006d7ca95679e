// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageReading
internal import LayerScan
internal import LayerTree

/// An image with what its layers' bytes said.
struct ScannedImage: Sendable {
    var image: Image
    /// One for each layer, bottom first; empty facts where there are no bytes.
    var facts: [LayerFacts]
    /// Whether digests fit, layer by layer; nil where there is nothing to compare with or nobody asked.
    var verified: [Bool?]
    /// Layers whose bytes have another digest than the documents say.
    var mismatches: [LayerMismatch]
    /// Digests that are promised and could not be compared, one sentence each.
    var unchecked: [String]
    /// Why the image is not whole, one sentence each.
    var gaps: [String]

    /// What to call it in warnings.
    func name(in archive: OpenedArchive) -> String {
        image.references.first ?? image.id?.short ?? archive.source
    }

    /// What keeps the program from vouching for the image, one sentence each.
    ///
    /// - Parameter tree: of the same image.
    func doubts(_ tree: ImageTree) -> [String] {
        gaps + tree.gaps + IntegrityFindings.sentences(self) + unchecked
    }
}
