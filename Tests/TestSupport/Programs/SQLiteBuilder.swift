// SPDX-License-Identifier: Apache-2.0

/// Builds an SQLite file of tables that fit one page each, as SQLite itself lays them out.
public struct SQLiteBuilder: Sendable {
    private var tables: [(name: String, cells: [[UInt8]])] = []
    private static let pageSize = 4_096

    public init() {}

    /// A table of texts.
    public func table(_ name: String, _ rows: [[String]]) -> SQLiteBuilder {
        var copy = self
        copy.tables.append(
            (name, rows.enumerated().map { SQLiteBuilder.cell($0.offset + 1, $0.element.map { .text($0) }) }))
        return copy
    }

    public func bytes() -> [UInt8] {
        let schema = tables.enumerated().map { index, table in
            SQLiteBuilder.cell(
                index + 1,
                [
                    .text("table"), .text(table.name), .text(table.name), .number(UInt8(index + 2)),
                    .text("CREATE TABLE \(table.name)(a)"),
                ])
        }
        var header = Array("SQLite format 3\0".utf8) + [0x10, 0, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1, 0, 0, 0]
        header.append(UInt8(tables.count + 1))
        header += [UInt8](repeating: 0, count: 24) + [0, 0, 0, 1]
        header += [UInt8](repeating: 0, count: 100 - header.count)
        return SQLiteBuilder.page(header, schema) + tables.flatMap { SQLiteBuilder.page([], $0.cells) }
    }

    private enum Value {
        case text(String)
        case number(UInt8)
    }

    private static func cell(_ row: Int, _ values: [Value]) -> [UInt8] {
        var types: [UInt8] = []
        var body: [UInt8] = []
        for value in values {
            switch value {
            case .text(let text):
                types += varint(text.utf8.count * 2 + 13)
                body += Array(text.utf8)
            case .number(let number):
                types += [1]
                body += [number]
            }
        }
        let record = [UInt8(types.count + 1)] + types + body
        return varint(record.count) + varint(row) + record
    }

    private static func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value >> 7) | 0x80, UInt8(value & 127)]
    }

    /// A leaf of a table: the header, where the cells are, and the cells from the end.
    private static func page(_ prefix: [UInt8], _ cells: [[UInt8]]) -> [UInt8] {
        var places: [UInt8] = []
        var end = pageSize
        var content: [UInt8] = []
        for cell in cells {
            end -= cell.count
            places += [UInt8(end >> 8), UInt8(end & 255)]
            content = cell + content
        }
        let head =
            prefix + [
                0x0D, 0, 0, UInt8(cells.count >> 8), UInt8(cells.count & 255), UInt8(end >> 8), UInt8(end & 255), 0,
            ]
            + places
        return head + [UInt8](repeating: 0, count: end - head.count) + content
    }
}
