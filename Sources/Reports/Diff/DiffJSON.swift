// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText
import Sizing

/// The JSON form of a comparison: the contract of `docs/diff.schema.json`. Every key is always there; what is unknown
/// is null. Equal reports give equal bytes.
public enum DiffJSON {
    public static let schema = "dunnage.diff/1"

    /// The document, two spaces a level, with a line feed at its end.
    public static func bytes(of report: DiffReport) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 16_384)
        json.beginObject()
        json.member("schema", schema)
        json.key("tool")
        json.beginObject()
        json.member("name", report.tool.name)
        json.member("version", report.tool.version)
        json.endObject()
        json.object("before", Optional(report.beforeSource)) { $0.side($1, report.comparison?.before) }
        json.object("after", Optional(report.afterSource)) { $0.side($1, report.comparison?.after) }
        json.object("totals", report.comparison?.totals) { $0.write($1) }
        json.object("pull", report.comparison?.pull) { json, pull in
            json.member("before", pull.before)
            json.member("after", pull.after)
            json.member("fetched", pull.fetched)
            json.member("approximate", pull.isApproximate)
            json.key("sharedLayers")
            json.beginArray()
            for layer in pull.shared { json.value(layer) }
            json.endArray()
        }
        json.member("baseUnchanged", report.comparison?.isBaseUnchanged)
        json.list("causes", report.comparison?.causes ?? []) { $0.write($1, report.growth) }
        json.list("layers", report.comparison?.layers ?? []) { $0.write($1) }
        json.list("directories", report.comparison?.directories ?? []) { json, directory in
            json.key("path")
            json.value(utf8: directory.path)
            json.size(directory.size)
            json.member("files", directory.files)
        }
        json.list("packages", report.comparison?.packages ?? []) { $0.write($1) }
        json.object("files", report.comparison) { $0.files($1) }
        json.list("config", report.comparison?.config ?? []) { json, change in
            json.member("field", change.field)
            json.member("before", change.before)
            json.member("after", change.after)
        }
        json.object("findings", report.comparison?.findings) { json, findings in
            json.list("new", findings.new) { $0.write($1) }
            json.list("fixed", findings.fixed) { $0.write($1) }
            json.member("kept", findings.kept)
        }
        json.object("growth", report.growth) { $0.write($1) }
        json.list("budgets", report.budgets) { json, budget in
            json.member("name", budget.name)
            json.member("limit", budget.limit)
            json.member("actual", budget.actual)
            json.member("before", budget.before)
            json.member("state", budget.state.rawValue)
            json.member("over", budget.over)
            json.member("cause", budget.cause)
        }
        json.member("proposal", report.proposal)
        json.object("verdict", Optional(report.status)) { json, status in
            json.member("status", status.rawValue)
            json.member("failOn", report.failOn?.rawValue)
            json.member("same", report.comparison?.isSame)
        }
        json.list("warnings", report.warnings) { json, warning in
            json.member("code", warning.code)
            json.member("message", warning.message)
            json.member("where", warning.where)
        }
        json.endObject()
        json.newline()
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func side(_ source: String, _ side: ImageComparison.Side?) {
        member("source", source)
        member("reference", side?.reference)
        member("id", side?.id)
        member("platform", side?.platform)
        member("revision", side?.revision)
        member("base", side?.baseName)
        member("baseLayers", side?.baseLayers)
        member("complete", side.map { $0.gaps.isEmpty })
        member("gaps", side?.gaps ?? [])
    }

    fileprivate mutating func size(_ size: SizeChange) {
        member("before", size.before)
        member("after", size.after)
        member("delta", size.delta)
    }

    fileprivate mutating func write(_ totals: ImageComparison.Totals) {
        let rows: [(String, SizeChange?)] = [
            ("size", totals.size), ("live", totals.live), ("dead", totals.dead), ("files", totals.files),
            ("layers", totals.layers), ("stored", totals.stored), ("app", totals.app), ("base", totals.base),
            ("duplicates", totals.duplicates), ("reclaimableByDockerfile", totals.reclaimableByDockerfile),
            ("reclaimableByBase", totals.reclaimableByBase),
        ]
        for (name, change) in rows { object(name, change) { $0.size($1) } }
    }

    fileprivate mutating func write(_ cause: Cause, _ growth: DiffGrowth?) {
        member("kind", cause.kind.rawValue)
        member("change", cause.change.rawValue)
        key("name")
        value(utf8: cause.name)
        member("title", CauseText.title(cause))
        member("bytes", cause.bytes)
        member("files", cause.files)
        member("ecosystem", cause.ecosystem)
        member("versionBefore", cause.versionBefore)
        member("version", cause.version)
        member("alongWith", cause.others)
        member("layer", cause.layer)
        member("hiddenBy", cause.hiddenBy)
        member("instruction", cause.instruction)
        member("note", cause.note)
        member("remedy", cause.remedy)
        list("parts", cause.parts) { json, part in
            json.key("name")
            json.value(utf8: part.name)
            json.member("bytes", part.bytes)
        }
        object("without", growth) { json, growth in
            let rest = growth.without(cause.appBytes)
            json.member("growth", rest.growth)
            json.member("over", rest.over)
        }
    }

    fileprivate mutating func write(_ layer: LayerChange) {
        member("kind", layer.kind.rawValue)
        member("beforeIndex", layer.before)
        member("afterIndex", layer.after)
        member("isBase", layer.isBase)
        size(layer.size)
        member("instructionBefore", layer.instructionBefore)
        member("instruction", layer.instruction)
    }

    fileprivate mutating func write(_ package: PackageChange) {
        member("kind", package.kind.rawValue)
        member("ecosystem", package.ecosystem)
        member("name", package.name)
        member("versionBefore", package.versionBefore)
        member("version", package.version)
        size(package.size)
        member("layer", package.layer)
        member("isBase", package.isBase)
    }

    fileprivate mutating func files(_ comparison: ImageComparison) {
        key("counts")
        beginObject()
        for kind in FileChange.Kind.allCases { member(kind.rawValue, comparison.fileCounts[kind]) }
        endObject()
        member("notCompared", comparison.unhashed)
        let count = comparison.fileCounts.counts.values.reduce(0, +)
        member("omitted", count - comparison.files.count)
        list("changes", comparison.files) { json, change in
            json.member("kind", change.kind.rawValue)
            json.key("path")
            json.value(utf8: change.path)
            json.key("from")
            if let from = change.from { json.value(utf8: from) } else { json.null() }
            json.size(change.size)
            json.member("layer", change.layer)
            json.member("layerBefore", change.layerBefore)
            json.member("isBase", change.isBase)
            json.member("attributes", change.attributes)
        }
    }

    fileprivate mutating func write(_ mark: ImageSnapshot.FindingMark) {
        member("rule", mark.rule)
        member("kind", mark.kind)
        member("severity", mark.severity)
        member("path", mark.path)
        member("layer", mark.layer)
        member("bytes", mark.bytes)
        member("message", mark.message)
        member("fingerprint", mark.fingerprint)
    }

    fileprivate mutating func write(_ growth: DiffGrowth) {
        member("bytes", growth.bytes)
        member("limit", growth.limit)
        member("warning", growth.warning)
        member("limitBytes", growth.limitBytes)
        key("limitPercent")
        if let percent = growth.limitPercent { value(percent) } else { null() }
        member("default", growth.isDefault)
        object("accepted", growth.accepted) { json, accepted in
            json.member("to", accepted.to)
            json.member("reason", accepted.reason)
            json.member("expires", accepted.expires)
        }
    }
}
