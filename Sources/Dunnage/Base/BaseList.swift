// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import ImageReading
internal import JSONText

/// A base's diffIDs, bottom first, in one of the forms in which they are at hand: a line each, a JSON array
/// (`docker inspect -f '{{json .RootFS.Layers}}'`), the whole of `docker inspect`, or the image's config
/// (`skopeo inspect --config --raw`).
struct BaseList {
    let candidate: GivenBase.Candidate

    /// Whether bytes may be a list. A tar may begin as one does, since crane names members after digests, but no text
    /// has NULs.
    static func begins(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: { $0 > 0x20 }), !bytes.contains(0) else { return false }
        return first == UInt8(ascii: "[") || first == UInt8(ascii: "{") || first == UInt8(ascii: "#")
            || bytes.drop { $0 <= 0x20 }.starts(with: Array("sha".utf8))
    }

    init(_ bytes: [UInt8], source: String) throws(ImageError) {
        let first = bytes.first { $0 > 0x20 }
        var name: String?
        var texts: [String]
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            let value: JSONValue
            do {
                value = try JSONReader.parse(bytes)
            } catch {
                throw ImageError(.document, "is no JSON document: \(error)", source: source)
            }
            let image = value.arrayValue?.first?.objectValue == nil ? value : value.arrayValue?.first ?? value
            texts = (image.arrayValue ?? BaseList.layers(image) ?? []).compactMap(\.stringValue)
            name = image["RepoTags"]?.arrayValue?.first?.stringValue
        } else {
            texts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
                .map { $0.prefix { $0 != "#" } }.map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
        }
        var diffIDs: [Digest] = []
        for text in texts {
            guard let digest = Digest(text) else {
                throw ImageError(.document, "lists «\(text.prefix(80))», which is no digest", source: source)
            }
            diffIDs.append(digest)
        }
        guard !diffIDs.isEmpty else {
            throw ImageError(
                .document,
                "lists no layers: expected diffIDs (sha256:…), one a line or as JSON, or the base's image archive",
                source: source)
        }
        candidate = GivenBase.Candidate(name: name, platform: nil, manifestDigest: nil, diffIDs: diffIDs)
    }

    /// Of a config document, or of what `docker inspect` says of an image.
    private static func layers(_ image: JSONValue) -> [JSONValue]? {
        image["rootfs"]?["diff_ids"]?.arrayValue ?? image["RootFS"]?["Layers"]?.arrayValue
    }
}
