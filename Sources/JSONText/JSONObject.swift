// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object in the order of the text, duplicates included.
///
/// Lookups walk the members: right for documents with a few known keys. Two objects are equal when their members are,
/// in the same order.
public struct JSONObject: Sendable, Equatable {
    /// One `"key": value` pair.
    public struct Member: Sendable, Equatable {
        public let key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    public private(set) var members: [Member]

    public init(_ members: [Member] = []) { self.members = members }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }

    /// The value of that key, byte for byte. Of duplicates the last one counts: Go's `encoding/json`, which wrote
    /// and reads nearly all image documents, overwrites earlier ones, so this is what a container engine sees.
    public subscript(_ key: String) -> JSONValue? {
        members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// The value of that key in any ASCII case (jib writes `config` where Docker writes `Config`). The last member
    /// counts, whatever its spelling: `encoding/json` assigns every spelling to the same field, in order.
    public subscript(anyCase key: String) -> JSONValue? {
        members.last { JSONObject.equalInAnyCase($0.key, key) }?.value
    }

    public mutating func append(_ key: String, _ value: JSONValue) {
        members.append(Member(key: key, value: value))
    }

    /// Replaces every member of that key by one in the place of the first, or appends; nil removes.
    public mutating func set(_ key: String, _ value: JSONValue?) {
        guard let first = members.firstIndex(where: { $0.key == key }) else {
            if let value { append(key, value) }
            return
        }
        if let value { members[first].value = value }
        var index = 0
        members.removeAll { member in
            defer { index += 1 }
            return member.key == key && (value == nil || index != first)
        }
    }

    private static func equalInAnyCase(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && left.utf8.elementsEqual(right.utf8) { lowered($0) == lowered($1) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
