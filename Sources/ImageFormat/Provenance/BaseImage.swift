// SPDX-License-Identifier: Apache-2.0
public import Digests

/// An image that took part in a build, named by a package URL:
/// `pkg:docker/node@20-alpine?platform=linux%2Famd64`. Source: package-url type `docker`, as BuildKit writes it.
public struct BaseImage: Sendable, Equatable {
    /// As written.
    public let uri: String
    /// `node:20-alpine`, with registry and namespace where the URL has them.
    public let name: String
    public let platform: Platform?
    public let digest: Digest?
    /// Asked for by its digest, and not by a tag that led there.
    public let isPinned: Bool

    /// nil when the URL names no image.
    init?(uri: String, digest: Digest?) {
        let prefixes = ["pkg:docker/", "pkg:oci/"]
        guard let prefix = prefixes.first(where: { uri.hasPrefix($0) }) else { return nil }
        let parts = uri.dropFirst(prefix.count).split(separator: "?", maxSplits: 1)
        guard let path = parts.first else { return nil }
        var qualifiers: [String: String] = [:]
        for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { qualifiers[String(sides[0])] = BaseImage.decoded(sides[1]) }
        }
        let at = path.lastIndex(of: "@") ?? path.endIndex
        let repository = BaseImage.decoded(path[..<at])
        let version = at < path.endIndex ? BaseImage.decoded(path[path.index(after: at)...]) : ""
        let pinned = Digest(version) ?? qualifiers["digest"].flatMap { Digest($0) }
        guard !repository.isEmpty else { return nil }
        self.uri = uri
        name = version.isEmpty || Digest(version) != nil ? repository : repository + ":" + version
        platform = qualifiers["platform"].flatMap { Platform($0) }
        self.digest = digest ?? pinned
        isPinned = pinned != nil
    }

    /// Whether the image is the builder's own: it serves the build and never ends up in an image.
    public var isBuilderTool: Bool {
        ["docker/dockerfile", "docker/buildkit-syft-scanner", "moby/buildkit", "docker/buildx-bin", "tonistiigi/xx"]
            .contains { tool in name == tool || name.hasPrefix(tool + ":") || name.hasPrefix(tool + "-") }
    }

    /// Percent-decoded; a broken escape stays as it is.
    private static func decoded(_ text: Substring) -> String {
        guard text.contains("%") else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
