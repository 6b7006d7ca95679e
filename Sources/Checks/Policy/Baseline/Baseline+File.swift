// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import JSONText

/// The file of a baseline, `dunnage.baseline/1`.
extension Baseline {
    public static let schema = "dunnage.baseline/1"

    /// A baseline's file that cannot be used.
    public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
        /// One sentence without a full stop.
        public var what: String
        public var description: String { what }
    }

    /// The document, with a line feed at its end. Equal baselines give equal bytes.
    public var fileBytes: [UInt8] {
        var json = JSONWriter(.pretty, reserving: 256 + entries.count * 256)
        json.beginObject()
        json.member("schema", Baseline.schema)
        json.member("created", created.description)
        json.member("expires", expires.description)
        json.member("reason", reason)
        json.key("findings")
        json.beginArray()
        for entry in entries {
            json.beginObject()
            json.member("rule", entry.rule)
            json.member("kind", entry.kind)
            json.member("severity", entry.severity.rawValue)
            json.member("path", entry.path)
            json.member("fingerprint", entry.fingerprint)
            if let places = entry.places { json.member("places", places) }
            if let fingerprint = entry.placesFingerprint { json.member("placesFingerprint", fingerprint) }
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// Reads a baseline's file. Unknown members are passed over; a schema of another number is refused.
    public init(file bytes: [UInt8]) throws(FileError) {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONReader.parse(bytes)
        } catch {
            throw FileError(what: "is no JSON: \(error)")
        }
        guard let schema = root["schema"]?.stringValue, schema.hasPrefix("dunnage.baseline/") else {
            throw FileError(what: "is no baseline: «schema» must be \(Baseline.schema)")
        }
        guard schema == Baseline.schema else {
            throw FileError(what: "is a \(schema), which a newer dunnage wrote; this one reads \(Baseline.schema)")
        }
        func day(_ name: String) throws(FileError) -> CalendarDay {
            guard let day = root[name]?.stringValue.flatMap({ CalendarDay($0) }) else {
                throw FileError(what: "«\(name)» must be a day such as 2027-06-30")
            }
            return day
        }
        guard let reason = root["reason"]?.stringValue, !reason.allSatisfy(\.isWhitespace) else {
            throw FileError(what: "needs a «reason»")
        }
        guard let findings = root["findings"]?.arrayValue else { throw FileError(what: "has no list of «findings»") }
        var entries: [Entry] = []
        for (index, finding) in findings.enumerated() {
            guard let rule = finding["rule"]?.stringValue, let kind = finding["kind"]?.stringValue,
                let severity = finding["severity"]?.stringValue.flatMap({ Severity(rawValue: $0) }),
                let path = finding["path"]?.stringValue, let fingerprint = finding["fingerprint"]?.stringValue
            else {
                throw FileError(
                    what: "finding \(index + 1) of \(findings.count) needs rule, kind, severity, path and fingerprint")
            }
            let places = finding["places"]?.arrayValue
            guard places?.allSatisfy({ $0.stringValue != nil }) ?? true else {
                throw FileError(what: "finding \(index + 1) of \(findings.count): «places» must be a list of texts")
            }
            entries.append(
                Entry(
                    rule: rule, kind: kind, severity: severity, path: path, fingerprint: fingerprint,
                    places: places?.compactMap(\.stringValue),
                    placesFingerprint: finding["placesFingerprint"]?.stringValue))
        }
        self.init(created: try day("created"), expires: try day("expires"), reason: reason, entries: entries)
    }
}
