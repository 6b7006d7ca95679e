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
