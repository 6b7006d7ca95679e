// SPDX-License-Identifier: Apache-2.0
import Digests
import JSONText

/// An object inside a document, with its place for errors. Keys match in any case; null is missing.
struct DocumentNode {
    let object: JSONObject
    let document: String
    let pointer: String

    init(_ value: JSONValue, document: String, pointer: String = "") throws(FormatError) {
        guard case .object(let object) = value else {
            throw FormatError(
                .type, document: document, pointer: pointer, "here is \(value.kindName), but it must be an object")
        }
        self.object = object
        self.document = document
        self.pointer = pointer
    }

    /// nil for a missing key and for null.
    func value(_ key: String) -> JSONValue? {
        guard let value = object[anyCase: key], !value.isNull else { return nil }
        return value
    }

    // Lenient: a value of the wrong type counts as missing.

    func string(_ key: String) -> String? { value(key)?.stringValue }
    func integer(_ key: String) -> Int64? { value(key)?.int64Value }
    func boolean(_ key: String) -> Bool { value(key)?.boolValue ?? false }

    /// An array of strings; a plain string becomes one element, as Docker's own reader (`strslice`) has it.
    func words(_ key: String) -> [String]? {
        switch value(key) {
        case .string(let text): [text]
        case .array(let list): list.compactMap(\.stringValue)
        default: nil
        }
    }

    /// The keys of a Go set `{"80/tcp": {}}`, or the strings of an array; without order in the format, so sorted.
    func names(_ key: String) -> [String] {
        switch value(key) {
        case .object(let object): Set(object.members.map(\.key)).sorted()
        case .array(let list): list.compactMap(\.stringValue).sorted()
        default: []
        }
    }

    /// A map of strings; other values are left out.
    func strings(_ key: String) -> [String: String] {
        guard let members = value(key)?.objectValue?.members else { return [:] }
        return Dictionary(
            members.compactMap { member in member.value.stringValue.map { (member.key, $0) } },
            uniquingKeysWith: { $1 })
    }

    // Strict: a value of the wrong type is an error.

    func node(_ key: String) throws(FormatError) -> DocumentNode? {
        guard let value = value(key) else { return nil }
        return try DocumentNode(value, document: document, pointer: place(key))
    }

    /// An array of anything; empty when missing.
    func array(_ key: String) throws(FormatError) -> [JSONValue] {
        guard let value = value(key) else { return [] }
        guard case .array(let list) = value else {
            throw error(.type, key, "here is \(value.kindName), but it must be an array")
        }
        return list
    }

    func nodes(_ key: String) throws(FormatError) -> [DocumentNode] {
        var nodes: [DocumentNode] = []
        for (index, value) in try array(key).enumerated() {
            nodes.append(try DocumentNode(value, document: document, pointer: place(key) + "/\(index)"))
        }
        return nodes
    }

    /// An array of strings only; empty when missing.
    func strictStrings(_ key: String) throws(FormatError) -> [String] {
        var texts: [String] = []
        for (index, value) in try array(key).enumerated() {
            guard let text = value.stringValue else {
                throw FormatError(
                    .type, document: document, pointer: place(key) + "/\(index)",
                    "here is \(value.kindName), but it must be a string")
            }
            texts.append(text)
        }
        return texts
    }

    func requiredString(_ key: String) throws(FormatError) -> String {
        guard let value = value(key) else { throw error(.missing, key, "“\(key)” is missing") }
        guard let text = value.stringValue else {
            throw error(.type, key, "here is \(value.kindName), but it must be a string")
        }
        return text
    }

    func digest(_ key: String) throws(FormatError) -> Digest {
        let text = try requiredString(key)
        return try digest(text, place(key))
    }

    func digests(_ key: String) throws(FormatError) -> [Digest] {
        var digests: [Digest] = []
        for (index, text) in try strictStrings(key).enumerated() {
            digests.append(try digest(text, place(key) + "/\(index)"))
        }
        return digests
    }

    func size(_ key: String) throws(FormatError) -> Int64 {
        guard let value = value(key) else { throw error(.missing, key, "“\(key)” is missing") }
        guard let size = value.int64Value, size >= 0 else {
            throw error(.size, key, "this is no size in bytes")
        }
        return size
    }

    func place(_ key: String) -> String {
        pointer + "/"
            + key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }

    func error(_ code: FormatError.Code, _ key: String, _ message: String) -> FormatError {
        FormatError(code, document: document, pointer: place(key), message)
    }

    private func digest(_ text: String, _ pointer: String) throws(FormatError) -> Digest {
        guard let digest = Digest(text) else {
            throw FormatError(
                .digest, document: document, pointer: pointer,
                "“\(text.prefix(80))” is no sha256 or sha512 digest")
        }
        return digest
    }
}
