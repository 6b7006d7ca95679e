// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText
import Sizing

/// Every file copy, live or dead, and every directory as a row, for DuckDB, SQLite and spreadsheets.
///
/// Needs `ImageReport.files`; images without it have no rows.
public enum FilesTable {
    static let columns = [
        "image", "path", "kind", "bytes", "mode", "uid", "gid", "layer", "state", "removed_in", "package", "category",
    ]

    public static func csv(of report: Report) -> [UInt8] {
        let rows = report.images.reduce(0) { $0 + ($1.files?.rows.count ?? 0) }
        var csv = CSVText(columns: columns, reserving: rows * 96)
        for image in report.images {
            guard let table = image.files else { continue }
            var path: [UInt8] = []
            for (index, row) in table.rows.enumerated() {
                table.readPath(of: index, into: &path)
                csv.add(image.reference)
                csv.add(utf8: path)
                csv.add(row.kind.rawValue)
                csv.add(row.bytes)
                csv.add(row.isListed ? String(row.mode, radix: 8) : nil)
                csv.add(row.isListed ? row.uid : nil)
                csv.add(row.isListed ? row.gid : nil)
                csv.add(row.layer < 0 ? nil : row.layer)
                csv.add(row.state.rawValue)
                csv.add(row.removedIn < 0 ? nil : row.removedIn)
                csv.add(row.package < 0 ? nil : table.packages[Int(row.package)])
                csv.add(row.category?.rawValue)
                csv.endRow()
            }
        }
        return csv.bytes
    }

    /// The same columns, a JSON object a line.
    public static func ndjson(of report: Report) -> [UInt8] {
        var bytes: [UInt8] = []
        for image in report.images {
            guard let table = image.files else { continue }
            bytes.reserveCapacity(bytes.count + table.rows.count * 200)
            var path: [UInt8] = []
            for (index, row) in table.rows.enumerated() {
                table.readPath(of: index, into: &path)
                var json = JSONWriter(.compact)
                json.beginObject()
                json.member("image", image.reference)
                json.key("path")
                json.value(utf8: path)
                json.member("kind", row.kind.rawValue)
                json.member("bytes", row.bytes)
                json.member("mode", row.isListed ? String(row.mode, radix: 8) : nil)
                json.member("uid", row.isListed ? row.uid : nil)
                json.member("gid", row.isListed ? row.gid : nil)
                json.member("layer", row.layer < 0 ? nil : row.layer)
                json.member("state", row.state.rawValue)
                json.member("removed_in", row.removedIn < 0 ? nil : row.removedIn)
                json.member("package", row.package < 0 ? nil : table.packages[Int(row.package)])
                json.member("category", row.category?.rawValue)
                json.endObject()
                json.newline()
                bytes.append(contentsOf: json.bytes)
            }
        }
        return bytes
    }
}
