// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// The part of JSON Schema 2020-12 that the schemas under `docs/` use. A keyword that it does not know is a violation,
/// so that a schema cannot ask for something that nobody checks.
public struct SchemaValidator {
    private let root: JSONValue
    private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

    /// Compiled once: making a regular expression costs more than matching it.
    private var patterns: [String: Regex<AnyRegexOutput>] = [:]

    public init(_ schema: JSONValue) {
        root = schema
        var open = [schema]
        while let value = open.popLast() {
            open += value.arrayValue ?? []
            open += value.objectValue?.members.map(\.value) ?? []
            if let pattern = value["pattern"]?.stringValue { patterns[pattern] = try? Regex(pattern) }
        }
    }

    /// Reads `docs/NAME.schema.json` of the repository.
    public init(documented name: String) throws {
        let root = BuiltBinary.testImage("..")
        self.init(try JSONReader.parse(FileBytes.read("\(root)/docs/\(name).schema.json")))
    }

    /// What is wrong with the document, each with its place; empty when it is valid.
    public func violations(of document: JSONValue) -> [String] { check(document, against: root, at: "$") }

    private func check(_ value: JSONValue, against schema: JSONValue, at place: String) -> [String] {
        if let flag = schema.boolValue { return flag ? [] : ["\(place): not allowed"] }
        guard let schema = schema.objectValue else { return ["\(place): the schema is no object"] }
        var found: [String] = []
        for member in schema.members where !Self.annotations.contains(member.key) {
            found += check(value, member.key, member.value, schema, at: place)
        }
        return found
    }

    private func check(
        _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONObject, at place: String
    ) -> [String] {
        switch keyword {
        case "$ref":
            guard let name = rule.stringValue, name.hasPrefix("#/$defs/"),
                let target = root["$defs"]?[String(name.dropFirst("#/$defs/".count))]
            else { return ["\(place): \(rule) leads nowhere"] }
            return check(value, against: target, at: place)
        case "type":
            let names = rule.arrayValue?.compactMap(\.stringValue) ?? [rule.stringValue ?? ""]
            return names.contains { isOf(value, type: $0) } ? [] : ["\(place): \(value.kindName), not \(names)"]
        case "enum":
            return rule.arrayValue?.contains(value) == true ? [] : ["\(place): \(value) is none of \(rule)"]
        case "const":
            return value == rule ? [] : ["\(place): \(value) is not \(rule)"]
        case "minimum":
            guard let number = value.doubleValue, let least = rule.doubleValue else { return [] }
            return number >= least ? [] : ["\(place): \(number) is below \(least)"]
        case "pattern":
            guard let text = value.stringValue else { return [] }
            guard let pattern = rule.stringValue, let regex = patterns[pattern] else {
                return ["\(place): bad pattern"]
            }
            return text.contains(regex) ? [] : ["\(place): \(text) does not match \(pattern)"]
        case "items":
            return (value.arrayValue ?? []).enumerated().flatMap { check($1, against: rule, at: "\(place)[\($0)]") }
        case "required":
            guard let object = value.objectValue else { return [] }
            return (rule.arrayValue ?? []).compactMap(\.stringValue).filter { object[$0] == nil }
                .map { "\(place): no \($0)" }
        case "properties":
            return (rule.objectValue?.members ?? []).flatMap { property in
                value[property.key].map { check($0, against: property.value, at: "\(place).\(property.key)") } ?? []
            }
        case "additionalProperties":
            let known = Set(schema["properties"]?.objectValue?.members.map(\.key) ?? [])
            return (value.objectValue?.members ?? []).filter { !known.contains($0.key) }
                .flatMap { check($0.value, against: rule, at: "\(place).\($0.key)") }
        case "oneOf":
            let matching = (rule.arrayValue ?? []).filter { check(value, against: $0, at: place).isEmpty }.count
            return matching == 1 ? [] : ["\(place): matches \(matching) of the choices"]
        default:
            return ["\(place): the validator does not know \(keyword)"]
        }
    }

    private func isOf(_ value: JSONValue, type: String) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("integer", .integer), ("number", .integer), ("number", .number):
            true
        default:
            false
        }
    }
}
