// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import JSONText
import Sizing

/// Listings as JSON, `dunnage.files/1`: every key is always there, what is unknown is null.
public enum FileListingJSON {
    public static let schema = "dunnage.files/1"

    /// One document for all images of a run, two spaces a level, with a line feed at its end.
    public static func bytes(of listings: [FileListing]) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 16_384)
        json.beginObject()
        json.member("schema", schema)
        json.list("images", listings) { json, listing in
            json.member("reference", listing.reference)
            json.member("platform", listing.platform)
            json.member("view", listing.view.rawValue)
            json.member("bytes", listing.bytes)
            json.member("files", listing.files)
            json.list("rows", listing.rows) { json, row in
                json.key("path")
                json.value(utf8: row.path)
                json.member("kind", row.kind.rawValue)
                json.member("bytes", row.bytes)
                json.member("files", row.files)
                json.member("mode", row.mode.map { String($0, radix: 8) })
                json.member("uid", row.uid)
                json.member("gid", row.gid)
                json.member("layer", row.layer)
                json.member("state", row.state.rawValue)
                json.member("removedIn", row.removedIn)
                json.member("package", row.package)
                json.member("changed", row.changed)
                json.key("target")
                if let target = row.target { json.value(utf8: target) } else { json.null() }
                json.key("otherNames")
                json.beginArray()
                for name in row.otherNames { json.value(utf8: name) }
                json.endArray()
            }
            json.member("omitted", listing.omitted)
        }
        json.endObject()
        json.newline()
        return json.bytes
    }
}
