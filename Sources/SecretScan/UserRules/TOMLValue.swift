// SPDX-License-Identifier: Apache-2.0

/// A value of a TOML document and the line it stands on.
struct TOMLValue {
    enum Content {
        case string(String)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        case array([TOMLValue])
        case table(TOMLTable)
        /// Dates and times, as written: nothing here needs one.
        case date(String)
    }

    var content: Content
    /// 1-based.
    var line: Int

    /// An array that a `[[heading]]` may add to. The last element tells: one that a heading made follows its like only.
    var isArrayOfTables: Bool {
        guard case .array(let all) = content, case .table(let last)? = all.last?.content else { return false }
        return last.isDefined || all.allSatisfy { $0.typeName == "a table" }
    }

    /// Adds to an array, in place.
    mutating func append(_ element: TOMLValue) {
        guard case .array(var all) = content else { return }
        // What is held twice is copied.
        content = .array([])
        all.append(element)
        content = .array(all)
    }

    /// How messages call it.
    var typeName: String {
        switch content {
        case .string: "a string"
        case .integer: "a whole number"
        case .float: "a number"
        case .boolean: "true or false"
        case .array: "an array"
        case .table: "a table"
        case .date: "a date"
        }
    }
}
