// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageFormat

extension ScannedImage {
    /// Where the base ends: by the one that was given, as far as the image shares its layers, else by what the image
    /// says of itself.
    func base(_ given: GivenBase?) -> BaseSplit {
        if let split = match(given)?.split { return split }
        return BaseSplit.guess(
            image.history, labels: image.config.config.labels, annotations: image.annotations,
            provenance: image.provenance, ownNames: image.references)
    }

    /// nil when no base was given.
    func match(_ given: GivenBase?) -> GivenBase.Match? {
        given?.match(
            image.layers.enumerated().map { index, layer in
                layer.diffID ?? (facts.indices.contains(index) ? facts[index].diffIDs.usual : nil)
            }, platform: image.platform)
    }
}
