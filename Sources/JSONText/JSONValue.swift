// SPDX-License-Identifier: Apache-2.0

/// One JSON value (RFC 8259). Containers hold their contents behind one reference, so a value takes 24 bytes.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number; always finite when it comes from `JSONReader`.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    public var isNull: Bool { self == .null }

    /// nil unless the value is a boolean.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// nil unless the value is a string.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// An integer, or a number that stands for one exactly (`3.0`, `1e3`); nil for everything else.
    public var int64Value: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// nil unless the value is an array.
    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// nil unless the value is an object.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of that name; nil when there is none or the value is no object.
    public subscript(_ key: String) -> JSONValue? { objectValue?[key] }

    /// The member of that name in any ASCII case; nil when there is none or the value is no object.
    public subscript(anyCase key: String) -> JSONValue? { objectValue?[anyCase: key] }

    /// What the value is, for messages: `an object`, `a string`, …
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
