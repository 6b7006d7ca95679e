// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import JSONText

/// The answer of `dunnage why` as JSON, `dunnage.why/1`: every key is always there, what is unknown is null.
public enum WhyJSON {
    public static let schema = "dunnage.why/1"

    /// One document for all images of a run, two spaces a level, with a line feed at its end.
    public static func bytes(of reports: [WhyReport]) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 4_096)
        json.beginObject()
        json.member("schema", schema)
        json.list("images", reports) { json, report in
            json.member("reference", report.reference)
            json.member("subject", report.subject)
            json.object("place", report.place) { json, place in
                json.key("path")
                json.value(utf8: place.path)
                json.member("directory", place.isDirectory)
                json.member("changed", place.changed)
                json.list("shares", place.shares) { json, share in
                    json.member("layer", share.layer)
                    json.member("base", share.isBase)
                    json.member("instruction", share.instruction)
                    json.member("bytes", share.bytes)
                    json.member("files", share.files)
                    json.member("state", share.state.rawValue)
                    json.member("removedIn", share.removedIn)
                    json.member("metadataOnly", share.isMetadataOnly)
                    json.member("hardLink", share.isHardLink)
                }
            }
            json.list("packages", report.packages) { json, package in
                json.member("ecosystem", package.ecosystem)
                json.member("files", package.files)
                json.member("layer", package.layer)
                json.member("base", package.isBase)
                json.member("instruction", package.instruction)
                json.member("partOf", package.partOf)
                json.list("chain", package.chain) { json, step in
                    json.member("name", step.name)
                    json.member("version", step.version)
                    json.member("bytes", step.bytes)
                    json.member("relation", step.relation.rawValue)
                }
                json.member("neededBy", package.neededBy)
                json.member("changedFiles", package.changedCount)
                json.key("changed")
                json.beginArray()
                for path in package.changedFiles { json.value(utf8: path) }
                json.endArray()
            }
            json.member("omitted", report.omitted)
        }
        json.endObject()
        json.newline()
        return json.bytes
    }
}
