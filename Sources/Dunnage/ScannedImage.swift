// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageReading
internal import LayerScan

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

    /// What keeps the program from vouching for the image, one sentence each.
    var doubts: [String] {
        gaps + unchecked
            + mismatches.map { mismatch in
                "layer \(mismatch.layer): the \(mismatch.role) is \(mismatch.found), "
                    + (mismatch.expected.map { "not \($0)" } ?? "which the configuration does not list")
            }
    }
}
