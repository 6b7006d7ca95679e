// SPDX-License-Identifier: Apache-2.0
public import JSONText

/// The parts of JSON Schema (drafts 4, 7 and 2020-12) that the schemas under `docs/` and `Tests/Schemas/` use. A
/// keyword that it does not know is a violation, so that a schema cannot ask for something that nobody checks.
public struct SchemaValidator {
    private let root: JSONValue
    /// By file name, for references from one file to another.
    private let others: [String: JSONValue]
    private static let annotations: Set<String> = [
        "$schema", "$id", "id", "$defs", "definitions", "title", "description", "default", "examples", "$comment",
        "deprecated", "meta:enum",
    ]

    /// Compiled once: making a regular expression costs more than matching it.
    private var patterns: [String: Regex<AnyRegexOutput>] = [:]

    public init(_ schema: JSONValue, others: [String: JSONValue] = [:]) {
        root = schema
        self.others = others
        var open = [schema] + others.values
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
    public func violations(of document: JSONValue) -> [String] { check(document, against: root, in: root, at: "$") }

    private func check(
        _ value: JSONValue, against schema: JSONValue, in root: JSONValue, at place: String
    ) -> [String] {
        if let flag = schema.boolValue { return flag ? [] : ["\(place): not allowed"] }
        guard let schema = schema.objectValue else { return ["\(place): the schema is no object"] }
        var found: [String] = []
        for member in schema.members where !Self.annotations.contains(member.key) {
            found += check(value, member.key, member.value, schema, in: root, at: place)
        }
        return found
    }

    private func check(
        _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONObject, in root: JSONValue,
        at place: String
    ) -> [String] {
        switch keyword {
        case "$ref":
            guard let (target, home) = target(of: rule.stringValue ?? "", in: root) else {
                return ["\(place): \(rule) leads nowhere"]
            }
            return check(value, against: target, in: home, at: place)
        case "type":
            let names = rule.arrayValue?.compactMap(\.stringValue) ?? [rule.stringValue ?? ""]
            return names.contains { isOf(value, type: $0) } ? [] : ["\(place): \(value.kindName), not \(names)"]
        case "enum":
            return rule.arrayValue?.contains(value) == true ? [] : ["\(place): \(value) is none of \(rule)"]
        case "const":
            return value == rule ? [] : ["\(place): \(value) is not \(rule)"]
        case "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems":
            return checkBounds(value, keyword, rule, at: place)
        case "pattern", "format":
            return checkText(value, keyword, rule, at: place)
        case "items":
            return (value.arrayValue ?? []).enumerated().flatMap {
                check($1, against: rule, in: root, at: "\(place)[\($0)]")
            }
        // Means nothing beside `items` as an object.
        case "additionalItems": return []
        case "required":
            guard let object = value.objectValue else { return [] }
            return (rule.arrayValue ?? []).compactMap(\.stringValue).filter { object[$0] == nil }
                .map { "\(place): no \($0)" }
        case "properties":
            return (rule.objectValue?.members ?? []).flatMap { property in
                value[property.key].map {
                    check($0, against: property.value, in: root, at: "\(place).\(property.key)")
                } ?? []
            }
        case "additionalProperties":
            let known = Set(schema["properties"]?.objectValue?.members.map(\.key) ?? [])
            return (value.objectValue?.members ?? []).filter { !known.contains($0.key) }
                .flatMap { check($0.value, against: rule, in: root, at: "\(place).\($0.key)") }
        case "oneOf", "anyOf", "allOf":
            let choices = rule.arrayValue ?? []
            let matching = choices.filter { check(value, against: $0, in: root, at: place).isEmpty }.count
            let isRight =
                keyword == "oneOf" ? matching == 1 : keyword == "anyOf" ? matching > 0 : matching == choices.count
            return isRight ? [] : ["\(place): matches \(matching) of the \(choices.count) choices of \(keyword)"]
        case "if":
            guard let then = schema["then"], check(value, against: rule, in: root, at: place).isEmpty else { return [] }
            return check(value, against: then, in: root, at: place)
        case "then": return []
        default:
            return ["\(place): the validator does not know \(keyword)"]
        }
    }

    /// nil unless the value is a number.
    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    private func checkBounds(_ value: JSONValue, _ keyword: String, _ rule: JSONValue, at place: String) -> [String] {
        if keyword == "uniqueItems" {
            guard rule.boolValue == true, let items = value.arrayValue else { return [] }
            let texts = Set(items.map { JSONWriter.bytes(of: $0) })
            return texts.count == items.count ? [] : ["\(place): the same element twice"]
        }
        guard let bound = SchemaValidator.number(rule) else { return ["\(place): \(keyword) is no number"] }
        let measured: Double?
        switch keyword {
        case "minLength", "maxLength": measured = value.stringValue.map { Double($0.unicodeScalars.count) }
        case "minItems", "maxItems": measured = value.arrayValue.map { Double($0.count) }
        default: measured = SchemaValidator.number(value)
        }
        guard let measured else { return [] }
        let isRight = keyword.hasPrefix("min") ? measured >= bound : measured <= bound
        return isRight ? [] : ["\(place): \(measured) is \(keyword.hasPrefix("min") ? "below" : "above") \(bound)"]
    }

    private func checkText(_ value: JSONValue, _ keyword: String, _ rule: JSONValue, at place: String) -> [String] {
        guard let text = value.stringValue else { return [] }
        if keyword == "format" {
            switch rule.stringValue {
            case "uri", "uri-reference", "iri-reference":
                let isASCII = rule.stringValue == "iri-reference" || text.utf8.allSatisfy { $0 < 0x7F }
                let isPlain = text.unicodeScalars.allSatisfy {
                    $0.value > 0x20 && !"<>\"{}|\\^`".unicodeScalars.contains($0)
                }
                return isASCII && isPlain ? [] : ["\(place): \(text) is no \(rule)"]
            default: return ["\(place): the validator does not know the format \(rule)"]
            }
        }
        guard let pattern = rule.stringValue, let regex = patterns[pattern] else { return ["\(place): bad pattern"] }
        return text.contains(regex) ? [] : ["\(place): \(text) does not match \(pattern)"]
    }

    /// What `#/definitions/x` or `file.json#/definitions/x` names, and the document it lies in.
    private func target(of reference: String, in root: JSONValue) -> (JSONValue, JSONValue)? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let file = String(parts.first ?? "")
        guard let home = file.isEmpty ? root : others[file] else { return nil }
        var target: JSONValue? = home
        for name in (parts.count > 1 ? parts[1] : "").split(separator: "/") { target = target?[String(name)] }
        return target.map { ($0, home) }
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
