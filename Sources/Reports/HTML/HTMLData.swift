// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText
import Sizing

/// What the page's script reads: findings, layers and the files in columns, as JSON inside HTML.
///
/// Columns that repeat themselves from row to row are written as pairs of value and length, so a file costs its name,
/// its size and little more.
enum HTMLData {
    static func bytes(of image: ImageReport) -> [UInt8] {
        var json = JSONWriter(.compact, reserving: 16_384 + (image.files?.rows.count ?? 0) * 48)
        json.beginObject()
        json.list("layers", image.layers) { json, layer in
            let text = TerminalText.folded(layer.instruction ?? layer.createdBy ?? "")
            json.member("instruction", text.isEmpty ? "(no history)" : text)
            json.member("base", layer.base)
        }
        json.list("findings", sorted(image.findings)) { json, finding in write(finding, of: image, to: &json) }
        if let files = image.files {
            json.object("files", files) { json, files in write(files, to: &json) }
        }
        json.endObject()
        return escaped(json.bytes)
    }

    /// `<` is nothing but text in JSON, and would end the script element in HTML.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(UInt8(ascii: "<")) else { return json }
        var result: [UInt8] = []
        result.reserveCapacity(json.count + json.count / 64)
        for byte in json {
            if byte == UInt8(ascii: "<") { result.append(contentsOf: "\\u003c".utf8) } else { result.append(byte) }
        }
        return result
    }

    private static func sorted(_ findings: [Finding]) -> [Finding] {
        SeverityText.worstFirst.flatMap { severity in findings.filter { $0.severity == severity } }
    }

    private static func write(_ finding: Finding, of image: ImageReport, to json: inout JSONWriter) {
        json.member("rule", finding.rule)
        json.member("kind", finding.kind)
        json.member("severity", finding.severity.rawValue)
        json.member("message", finding.message)
        json.member("remedy", finding.remedy)
        json.member("evidence", finding.evidence)
        json.member("layer", finding.layer)
        json.member("bytes", finding.bytes)
        json.member("suppressed", finding.suppressedBy)
        let lines = image.lines(of: finding).map { "\(image.dockerfile?.path ?? ""):\($0.lowerBound)" }
        json.member("lines", lines)
        json.list("places", finding.locations) { json, place in
            json.member("path", PlaceText.place(place.path))
            json.member("line", place.line)
            json.member("layer", place.layer)
            json.member("state", place.state.rawValue)
            json.member("bytes", place.bytes)
        }
    }

    private static func write(_ files: FileTable, to json: inout JSONWriter) {
        let rows = files.rows
        json.key("names")
        json.beginArray()
        for row in rows {
            files.names.withUnsafeBytes { names in
                let range = Int(row.name.lowerBound)..<Int(row.name.upperBound)
                json.value(utf8: UnsafeRawBufferPointer(rebasing: names[range]))
            }
        }
        json.endArray()
        json.key("bytes")
        json.beginArray()
        for row in rows { json.value(row.bytes) }
        json.endArray()
        var depths = [Int32](repeating: 0, count: rows.count)
        for (index, row) in rows.enumerated() where row.parent >= 0 { depths[index] = depths[Int(row.parent)] + 1 }
        runs("depths", depths, to: &json)
        runs("layers", rows.map(\.layer), to: &json)
        runs("removedIn", rows.map(\.removedIn), to: &json)
        let categories = Category.allCases.filter { $0.claimOrder != nil }
        runs("flags", rows.map { flags(of: $0, categories) }, to: &json)
        json.member("categories", categories.map(\.rawValue))
        // Only those that own a file, numbered anew.
        var numbers = [Int32](repeating: -1, count: files.packages.count)
        var names: [String] = []
        for row in rows where row.package >= 0 && numbers[Int(row.package)] < 0 {
            numbers[Int(row.package)] = Int32(names.count)
            names.append(files.packages[Int(row.package)])
        }
        runs("packages", rows.map { $0.package < 0 ? -1 : numbers[Int($0.package)] }, to: &json)
        json.member("packageNames", names)
    }

    /// As the script numbers them, in three bits.
    static func number(of kind: FileKind) -> Int32 {
        switch kind {
        case .file: 0
        case .directory: 1
        case .symlink: 2
        case .device: 3
        case .fifo: 4
        case .socket: 5
        }
    }

    /// Kind in three bits, state in two, then the category's number plus one.
    private static func flags(of row: FileTable.Row, _ categories: [Category]) -> Int32 {
        let state: Int32 =
            switch row.state {
            case .live: 0
            case .overwritten: 1
            case .deleted: 2
            }
        let category = row.category.flatMap { categories.firstIndex(of: $0) }.map { Int32($0) + 1 } ?? 0
        return number(of: row.kind) | state << 3 | category << 5
    }

    /// Value, length, value, length, …
    static func runs<Value: BinaryInteger>(_ name: String, _ values: [Value], to json: inout JSONWriter) {
        json.key(name)
        json.beginArray()
        var start = 0
        while start < values.count {
            var end = start + 1
            while end < values.count, values[end] == values[start] { end += 1 }
            json.value(values[start])
            json.value(end - start)
            start = end
        }
        json.endArray()
    }
}
