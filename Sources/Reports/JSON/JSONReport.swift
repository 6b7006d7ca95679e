// SPDX-License-Identifier: Apache-2.0

internal import Findings
import JSONText

/// The JSON form of a report: the contract of `docs/report.schema.json`.
///
/// Every key is always there; what is unknown is null. Equal reports give equal bytes. Text from the image is written
/// as it is, escaped as JSON only.
public enum JSONReport {
    /// The name and number of the contract.
    public static let schema = "dunnage.report/1"

    /// The document, two spaces a level, with a line feed at its end.
    public static func bytes(of report: Report) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 16_384)
        json.beginObject()
        json.member("schema", schema)
        json.key("tool")
        json.beginObject()
        json.member("name", report.tool.name)
        json.member("version", report.tool.version)
        json.endObject()
        json.list("archives", report.archives) { $0.write($1) }
        json.list("images", report.images) { $0.write($1) }
        json.object("summary", RunSummary(of: report.images)) { $0.write($1) }
        json.list("warnings", report.warnings) { $0.write($1) }
        json.endObject()
        json.newline()
        return json.bytes
    }
}

extension JSONWriter {
    /// An array with one object an element; `body` writes the members.
    mutating func list<Element>(
        _ name: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements {
            beginObject()
            body(&self, element)
            endObject()
        }
        endArray()
    }

    /// An object, or null for nil; `body` writes the members.
    mutating func object<Value>(_ name: String, _ value: Value?, _ body: (inout JSONWriter, Value) -> Void) {
        key(name)
        guard let value else { return null() }
        beginObject()
        body(&self, value)
        endObject()
    }

    /// An array of strings, or null for nil.
    mutating func member(_ name: String, _ list: [String]?) {
        if let list {
            member(name, list)
        } else {
            key(name)
            null()
        }
    }

    fileprivate mutating func write(_ archive: ArchiveReport) {
        member("source", archive.source)
        member("format", archive.format.rawValue)
        member("compression", archive.compression)
    }

    fileprivate mutating func write(_ summary: RunSummary) {
        member("images", summary.images)
        member("layers", summary.layers)
        member("uniqueLayers", summary.uniqueLayers)
        member("size", summary.size)
        member("uniqueSize", summary.uniqueSize)
        object("counts", summary.counts) { json, counts in
            for severity in Severity.allCases.reversed() { json.member(severity.rawValue, counts[severity]) }
        }
        object("verdicts", summary) { json, summary in
            json.member("pass", summary.passed)
            json.member("fail", summary.failed)
            json.member("incomplete", summary.incomplete)
        }
    }

    fileprivate mutating func write(_ warning: Warning) {
        member("code", warning.code)
        member("message", warning.message)
        member("where", warning.where)
    }
}
