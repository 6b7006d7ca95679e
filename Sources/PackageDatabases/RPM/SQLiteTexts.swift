// SPDX-License-Identifier: Apache-2.0

/// The texts in the tables of an SQLite file that lies in memory. In the file they lie side by side without anything
/// between them, and long ones in pieces: who looks for words must look here.
public struct SQLiteTexts {
    private let file: SQLiteFile

    private static let tablesLimit = 1_000

    /// nil when the bytes are no database, or one whose texts have another encoding than UTF-8.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard let file = try? SQLiteFile(bytes) else { return nil }
        self.file = file
    }

    /// Calls `body` with each table's name and its texts, row by row, each with a line end behind it. Linear in the
    /// file: what is damaged, or stored as an index is, is left out.
    public func forEachTable(_ body: (_ name: [UInt8], _ texts: [UInt8]) -> Void) {
        var tables: [(name: [UInt8], root: UInt32)] = []
        // (type, name, tbl_name, rootpage, sql)
        try? file.forEachRow(root: 1) { _, row in
            guard tables.count < SQLiteTexts.tablesLimit, row.count >= 4, let type = row[0].bytes,
                type.equals("table"), let name = row[1].bytes, let root = row[3].integer,
                let root = UInt32(exactly: root), root > 1
            else { return }
            tables.append((Array(name), root))
        }
        var seen = file.noPages
        for table in tables {
            var texts: [UInt8] = []
            try? file.forEachRow(root: table.root, seen: &seen) { _, row in
                for case .some(let text) in row.map({ $0.isText ? $0.bytes : nil }) where !text.isEmpty {
                    texts.append(contentsOf: text)
                    texts.append(0x0A)
                }
            }
            if !texts.isEmpty { body(table.name, texts) }
        }
    }
}
