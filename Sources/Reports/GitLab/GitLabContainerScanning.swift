// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText

/// Findings in the form of GitLab's container scanning report (schema 15.2), so that they show in its security widget.
///
/// That form is made for vulnerable packages: here the place in the image stands as the «package» and the layer as its
/// version. Times are the image's own creation time, since two runs over one image write the same bytes.
public enum GitLabContainerScanning {
    public static let version = "15.2.1"

    public static func bytes(of report: Report) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 16_384)
        json.beginObject()
        json.member("version", version)
        json.object("scan", report) { json, report in writeScan(report, to: &json) }
        json.key("vulnerabilities")
        json.beginArray()
        var seen: [String: Int] = [:]
        for image in report.images {
            for severity in SeverityText.worstFirst {
                for finding in image.findings where finding.severity == severity && finding.suppressedBy == nil {
                    let print = GitLabCodeQuality.fingerprint(finding, of: image, 0)
                    let ordinal = seen[print, default: 0] + 1
                    seen[print] = ordinal
                    write(finding, of: image, ordinal, to: &json)
                }
            }
        }
        json.endArray()
        json.key("remediations")
        json.beginArray()
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    private static func writeScan(_ report: Report, to json: inout JSONWriter) {
        for role in ["analyzer", "scanner"] {
            json.object(role, report.tool) { json, tool in
                json.member("id", tool.name)
                json.member("name", "Dunnage")
                json.member("version", tool.version)
                json.object("vendor", "Dunnage") { json, name in json.member("name", name) }
            }
        }
        json.member("type", "container_scanning")
        let times = report.images.compactMap { $0.created.flatMap(time) }
        let created = times.max() ?? "1970-01-01T00:00:00"
        json.member("start_time", created)
        json.member("end_time", created)
        json.member("status", report.isWhole ? "success" : "failure")
    }

    /// `2026-10-01T08:00:00` of an RFC 3339 time: the form has no zone; nil for anything else.
    private static func time(_ text: String) -> String? {
        let head = Array(text.utf8.prefix(19))
        let form = Array("0000-00-00T00:00:00".utf8)
        guard head.count == 19 else { return nil }
        for (byte, wanted) in zip(head, form) {
            let isDigit = byte >= 0x30 && byte <= 0x39
            guard wanted == 0x30 ? isDigit : byte == wanted else { return nil }
        }
        return String(decoding: head, as: UTF8.self)
    }

    /// At most as many characters as GitLab takes; they are counted, not measured in columns.
    private static func cut(_ text: String, _ limit: Int) -> String {
        let visible = TerminalText.escape(text)
        guard visible.unicodeScalars.count > limit else { return visible }
        return String(String.UnicodeScalarView(visible.unicodeScalars.prefix(limit - 1))) + "…"
    }

    private static func write(
        _ finding: Finding, of image: ImageReport, _ ordinal: Int, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("id", GitLabCodeQuality.fingerprint(finding, of: image, ordinal))
        json.member("name", cut(finding.message, 255))
        json.member("description", cut(FindingText.statement(finding), 1 << 20))
        json.member(
            "severity", finding.severity.rawValue.prefix(1).uppercased() + finding.severity.rawValue.dropFirst())
        json.member("solution", cut(finding.remedy, 7_000))
        json.object("location", finding) { json, finding in
            json.object("dependency", finding) { json, finding in
                json.object("package", finding.path) { json, path in
                    json.member("name", TerminalText.escape(PlaceText.place(path)))
                }
                json.member("version", finding.layer.map { "layer \($0)" } ?? "configuration")
            }
            json.member("operating_system", TerminalText.escape(image.distribution ?? "unknown"))
            json.member("image", TerminalText.escape(image.title))
        }
        json.list("identifiers", [finding]) { json, finding in
            let name = finding.kind.isEmpty ? finding.rule : "\(finding.rule)/\(finding.kind)"
            json.member("type", "dunnage")
            json.member("name", TerminalText.escape(name))
            json.member("value", TerminalText.escape(name))
        }
        json.endObject()
    }
}
