// SPDX-License-Identifier: Apache-2.0
internal import JSONText

extension TrendEntry {
    /// The line, with its line feed. Every key is always there; what is unknown is null.
    public var line: [UInt8] {
        var json = JSONWriter(.compact)
        json.beginObject()
        json.member("schema", TrendEntry.schema)
        json.member("date", "\(date)")
        json.member("name", name)
        json.member("platform", platform)
        json.member("reference", reference)
        json.member("id", id)
        json.member("commit", commit)
        json.member("tag", tag)
        json.member("size", size)
        json.member("app", app)
        json.member("live", live)
        json.member("storedSize", storedSize)
        json.member("pullSize", pullSize)
        json.member("files", files)
        json.member("layers", layers)
        json.key("findings")
        json.beginObject()
        for (severity, count) in findings.sorted(by: { $0.key < $1.key }) { json.member(severity, count) }
        json.endObject()
        for (key, parts) in [("packages", packages), ("directories", directories)] {
            json.key(key)
            json.beginArray()
            for part in parts {
                json.beginObject()
                json.member("name", part.name)
                json.member("bytes", part.bytes)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// Reads a line.
    ///
    /// - Throws: `TrendError`, a sentence without its subject.
    init(line: ArraySlice<UInt8>) throws(TrendError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.parse(Array(line), limits: JSONLimits(bytes: 1 << 20, values: 100_000))
        } catch {
            throw TrendError("is no JSON: \(error)")
        }
        guard let schema = value["schema"]?.stringValue else { throw TrendError("is no line of a trend") }
        guard schema == TrendEntry.schema else {
            throw TrendError("is «\(schema.prefix(40))», which this version of dunnage does not read")
        }
        guard let date = value["date"]?.stringValue.flatMap({ Moment($0) }) else { throw TrendError("has no date") }
        guard let name = value["name"]?.stringValue, let size = value.bytes("size") else {
            throw TrendError("has no name or no size")
        }
        self.init(
            date: date, name: name, platform: value["platform"]?.stringValue,
            reference: value["reference"]?.stringValue, id: value["id"]?.stringValue,
            commit: value["commit"]?.stringValue, tag: value["tag"]?.stringValue, size: size,
            app: value.bytes("app") ?? size, live: value.bytes("live") ?? size,
            storedSize: value.bytes("storedSize"), pullSize: value.bytes("pullSize"),
            files: value.bytes("files") ?? 0, layers: value.bytes("layers") ?? 0)
        for member in value["findings"]?.objectValue?.members ?? [] {
            findings[member.key] = member.value.int64Value.map { Int(clamping: $0) }
        }
        packages = value.parts("packages")
        directories = value.parts("directories")
    }
}

extension JSONValue {
    /// nil when there is no such number, or it is negative.
    fileprivate func bytes(_ key: String) -> Int64? { self[key]?.int64Value.flatMap { $0 < 0 ? nil : $0 } }

    fileprivate func parts(_ key: String) -> [TrendEntry.Part] {
        (self[key]?.arrayValue ?? []).prefix(100).compactMap { part in
            guard let name = part["name"]?.stringValue, let bytes = part.bytes("bytes") else { return nil }
            return TrendEntry.Part(name: name, bytes: bytes)
        }
    }
}
