// SPDX-License-Identifier: Apache-2.0

/// A table of a TOML document while it is read and afterwards; keys in the order of the text.
final class TOMLTable {
    private(set) var keys: [String] = []
    private var values: [String: TOMLValue] = [:]
    let line: Int
    /// Has a `[header]` of its own.
    var isDefined = false
    /// Written as `{ … }`, or built by dotted keys of another table: nothing may be added under a header.
    var isClosed = false

    init(line: Int) { self.line = line }

    subscript(key: String) -> TOMLValue? { values[key] }

    func set(_ key: String, _ value: TOMLValue) {
        if values.updateValue(value, forKey: key) == nil { keys.append(key) }
    }

    /// Adds to the array under `key`, or begins one there.
    func append(_ element: TOMLValue, to key: String) {
        if values[key] == nil { set(key, TOMLValue(content: .array([]), line: element.line)) }
        values[key]?.append(element)
    }

    /// The table under `key`; nil for none or another type.
    func table(_ key: String) -> TOMLTable? {
        if case .table(let table) = values[key]?.content { table } else { nil }
    }
}
