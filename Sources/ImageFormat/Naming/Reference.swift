// SPDX-License-Identifier: Apache-2.0
public import Digests

/// An image's name: `registry/repository:tag@digest`, with Docker's defaults filled in. Source: distribution/reference.
public struct Reference: Sendable, Hashable {
    /// How well a name answers what the user typed, from poor to exact.
    public enum Match: Int, Sendable, Comparable {
        /// Same last components of the repository: `app` for `example.org/team/app:1`.
        case suffix
        /// Same repository; the user named no tag and this one is not `latest`.
        case otherTag
        case exact

        public static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where the name says the image lives, `docker.io` when it does not say.
    public let registry: String
    /// With `library/` where Docker implies it.
    public let repository: String
    /// nil when none is written.
    public let tag: String?
    public let digest: Digest?
    /// Whether the registry was written, not filled in.
    public let isQualified: Bool

    /// nil for text that is no reference, such as `<none>:<none>`.
    public init?(_ text: String) {
        var rest = Substring(text)
        if let at = rest.firstIndex(of: "@") {
            guard let digest = Digest(String(rest[rest.index(after: at)...])) else { return nil }
            self.digest = digest
            rest = rest[..<at]
        } else {
            digest = nil
        }
        let lastSlash = rest.lastIndex(of: "/") ?? rest.startIndex
        if let colon = rest[lastSlash...].lastIndex(of: ":") {
            let tag = rest[rest.index(after: colon)...]
            guard Reference.isTag(tag) else { return nil }
            self.tag = String(tag)
            rest = rest[..<colon]
        } else {
            tag = nil
        }
        var path = rest
        if let slash = rest.firstIndex(of: "/"), Reference.isRegistry(rest[..<slash]) {
            let name = String(rest[..<slash])
            registry = name == "index.docker.io" ? "docker.io" : name
            path = rest[rest.index(after: slash)...]
            isQualified = true
        } else {
            registry = "docker.io"
            isQualified = false
        }
        guard Reference.isPath(path) else { return nil }
        repository = registry == "docker.io" && !path.contains("/") ? "library/" + path : String(path)
    }

    /// The name as people write it: without `docker.io/library/`, but with what tells it apart.
    public var display: String {
        var text = registry + "/" + repository
        for prefix in ["docker.io/library/", "docker.io/"] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
        }
        if let tag { text += ":" + tag }
        if let digest { text += "@" + digest.description }
        return text
    }

    /// Whether this name answers what the user typed; nil when it does not. A name without registry also finds
    /// podman's `localhost/…`, and without tag finds every tag, `latest` best.
    public func match(_ input: Reference) -> Match? {
        if let wanted = input.digest, wanted != digest { return nil }
        if let wanted = input.tag, wanted != tag ?? "latest" { return nil }
        let typed =
            input.isQualified || !input.repository.hasPrefix("library/")
            ? input.repository : String(input.repository.dropFirst("library/".count))
        let isSame =
            registry == input.registry && repository == input.repository
            || !input.isQualified && registry == "localhost" && repository == typed
        if isSame {
            let isNamed = input.tag != nil || input.digest != nil || tag == nil || tag == "latest"
            return isNamed ? .exact : .otherTag
        }
        return !input.isQualified && ("/" + repository).hasSuffix("/" + typed) ? .suffix : nil
    }

    private static func isRegistry(_ text: Substring) -> Bool {
        text == "localhost" || text.contains(".") || text.contains(":") || text.contains { $0.isUppercase }
    }

    private static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        return first != 0x2E && first != 0x2D && text.utf8.allSatisfy { isWord($0, allowsUpper: true) }
    }

    private static func isPath(_ text: Substring) -> Bool {
        text.utf8.count <= 255
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { component in
                !component.isEmpty && component.utf8.allSatisfy { isWord($0, allowsUpper: false) }
            }
    }

    private static func isWord(_ byte: UInt8, allowsUpper: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): allowsUpper
        default: false
        }
    }
}

extension Reference: CustomStringConvertible {
    public var description: String { display }
}
