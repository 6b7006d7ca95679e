// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText
import Reports
import TestSupport
import Testing

@Suite struct TableTests {
    /// A strict reader of RFC 4180.
    private func rows(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte != 0x22 {
                    cell.append(byte)
                } else if index < bytes.count, bytes[index] == 0x22 {
                    cell.append(0x22)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == 0x22 {
                #expect(cell.isEmpty)
                isQuoted = true
            } else if byte == 0x2C || byte == 0x0A {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            } else {
                cell.append(byte)
            }
        }
        #expect(!isQuoted && row.isEmpty && cell.isEmpty)
        return rows
    }

    @Test func everyRowHasEveryColumn() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20 {
            let report = RandomReport.make(&generator)
            let table = rows(FindingsTable.csv(of: report))
            #expect(table.allSatisfy { $0.count == table[0].count })
            let places = report.images.flatMap(\.findings).reduce(0) { $0 + max(1, $1.locations.count) }
            #expect(table.count == places + 1)
            let lines = FindingsTable.ndjson(of: report).split(separator: 0x0A)
            #expect(lines.count == places)
            for (line, row) in zip(lines, table.dropFirst()) {
                let object = try JSONReader.parse(Array(line))
                #expect(object.objectValue?.members.map(\.key) == table[0])
                #expect(object["severity"]?.stringValue == row[4])
            }
        }
    }

    @Test func filesAreRows() throws {
        let report = Samples.report([Samples.located])
        let table = rows(FilesTable.csv(of: report))
        #expect(table.map { $0[1] } == ["path", "/", "/app", "/app/.env", "/app/.env", "/app/=cmd|' /C calc'!A0"])
        #expect(table[3][7...] == ["3", "overwritten", "9", "", "secret"])
        #expect(table[4][7...] == ["9", "live", "", "", "secret"])
        let lines = FilesTable.ndjson(of: report).split(separator: 0x0A)
        #expect(
            try lines.map { try JSONReader.parse(Array($0))["path"]?.stringValue } == table.dropFirst().map { $0[1] })
    }

    /// What a spreadsheet would take for a formula gets an apostrophe.
    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    func formulasAreDefused(text: String) {
        var image = Samples.clean
        image.findings = [Samples.finding("r", "k", .low, .vcs, text, at: [Location(path: text, layer: nil)])]
        let row = rows(FindingsTable.csv(of: Samples.report([image])))[1]
        #expect(row[6] == "'" + text)
        #expect(row[14] == "'" + text)
    }

    @Test func namesOfAnyBytesAreReadable() throws {
        var image = Samples.clean
        var table = Samples.files([("", -1, .directory, 0, -1, nil), ("xx", 0, .file, 1, 0, nil)])
        table.names = [0xFF, 0x2C]
        image.files = table
        let report = Samples.report([image])
        #expect(rows(FilesTable.csv(of: report))[2][1] == "/\\xff,")
        _ = try JSONReader.parse(Array(FilesTable.ndjson(of: report).split(separator: 0x0A)[1]))
    }
}
