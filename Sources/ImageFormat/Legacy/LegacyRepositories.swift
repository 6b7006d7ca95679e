// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// The `repositories` file: names, tags and the id of the topmost layer. The only entry into archives of Docker before
/// 1.10; later writers add it for old readers. Source: moby, image/spec/v1.md.
public struct LegacyRepositories: ImageDocument {
    /// One tag.
    public struct Entry: Sendable, Equatable {
        public let name: String
        public let tag: String
        /// The 64 hex digits of the topmost layer's directory.
        public let id: String

        /// As `docker images` would show it.
        public var reference: String { name + ":" + tag }
    }

    /// In the order of the document.
    public let entries: [Entry]

    public init(_ value: JSONValue, document: String) throws(FormatError) {
        let node = try DocumentNode(value, document: document)
        var entries: [Entry] = []
        for member in node.object.members where !member.value.isNull {
            let tags = try DocumentNode(member.value, document: document, pointer: node.place(member.key))
            for tag in tags.object.members {
                guard LegacyRepositories.isImageID(tag.value), let id = tag.value.stringValue else {
                    throw tags.error(.digest, tag.key, "this is no image id of 64 hex digits")
                }
                entries.append(Entry(name: member.key, tag: tag.key, id: id))
            }
        }
        self.entries = entries
    }

    static func isImageID(_ value: JSONValue) -> Bool {
        guard let text = value.stringValue else { return false }
        return text.utf8.count == 64 && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}
