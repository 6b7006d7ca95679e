// SPDX-License-Identifier: Apache-2.0
internal import Digests
public import ImageFormat

/// Which of an archive's images the user wants.
public struct ImageChoice: Sendable, Equatable {
    /// A tag, a digest (whole or the beginning of its hex), or an index from 0 among all images; nil for all.
    public var image: String?
    /// nil for all.
    public var platform: Platform?

    public init(image: String? = nil, platform: Platform? = nil) {
        self.image = image
        self.platform = platform
    }

    /// The images that fit, in the archive's order. Throws, with a list of what there is, when none does.
    public func select(from archive: OpenedArchive) throws(ImageError) -> [Image] {
        var chosen = Array(archive.images.enumerated())
        if let platform {
            let ranked = chosen.compactMap { numbered in
                numbered.element.platform?.rank(for: platform).map { (numbered, $0) }
            }
            // The nearest variant is meant, as a container runtime would choose.
            let best = ranked.map(\.1).min()
            chosen = ranked.filter { $0.1 == best }.map(\.0)
            guard !chosen.isEmpty else { throw nothing(fits: "--platform \(platform)", archive) }
        }
        guard let image else { return chosen.map(\.element) }
        var named = ImageChoice.named(image, chosen.map(\.element))
        // The index that is shown: the archive's, whatever the platform left of it.
        if named.isEmpty, let index = Int(image) { named = chosen.filter { $0.offset == index }.map(\.element) }
        guard !named.isEmpty else {
            throw nothing(fits: "--image \(image)" + (platform.map { " and --platform \($0)" } ?? ""), archive)
        }
        return named
    }

    /// An exact name wins over a digest.
    private static func named(_ text: String, _ images: [Image]) -> [Image] {
        let exact = images.filter { $0.references.contains(text) }
        if !exact.isEmpty { return exact }
        if let wanted = Reference(text) {
            let matches = images.map { image in
                image.references.compactMap { Reference($0)?.match(wanted) }.max()
            }
            if let best = matches.compactMap(\.self).max() {
                return zip(images, matches).filter { $0.1 == best }.map(\.0)
            }
        }
        let hex = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
        guard hex.utf8.count >= 6 else { return [] }
        return images.filter { image in
            [image.id, image.manifestDigest].contains { $0?.hex.hasPrefix(hex.lowercased()) ?? false }
        }
    }

    private func nothing(fits option: String, _ archive: OpenedArchive) -> ImageError {
        let there = archive.images.prefix(20).enumerated().map { index, image in
            "\(index) \(image.references.first ?? image.id?.short ?? "untagged")"
                + (image.platform.map { " (\($0))" } ?? "")
        }
        let rest = archive.images.count > 20 ? ", and \(archive.images.count - 20) more" : ""
        return ImageError(
            .choice, "has no image for \(option); there are: " + there.joined(separator: ", ") + rest,
            source: archive.source)
    }
}
