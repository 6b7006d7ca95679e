// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText

/// Findings as rows, one a place, for DuckDB, SQLite and spreadsheets. A finding without a place has one row.
public enum FindingsTable {
    static let columns = [
        "image", "platform", "rule", "kind", "severity", "category", "path", "line", "layer", "state", "removed_in",
        "bytes", "finding_bytes", "origin", "message", "evidence", "remedy", "fix", "fingerprint", "suppressed_by",
        "dockerfile_line",
    ]

    public static func csv(of report: Report) -> [UInt8] {
        var csv = CSVText(columns: columns)
        forEachRow(of: report) { image, finding, place in
            csv.add(image.reference)
            csv.add(image.platform)
            csv.add(finding.rule)
            csv.add(finding.kind)
            csv.add(finding.severity.rawValue)
            csv.add(finding.category.rawValue)
            csv.add(place?.path)
            csv.add(place?.line)
            csv.add(place?.layer)
            csv.add((place?.state ?? finding.state).rawValue)
            csv.add(finding.removedIn)
            csv.add(place?.bytes)
            csv.add(finding.bytes)
            csv.add(finding.origin.rawValue)
            csv.add(finding.message)
            csv.add(finding.evidence)
            csv.add(finding.remedy)
            csv.add(finding.fix)
            csv.add(finding.fingerprint)
            csv.add(finding.suppressedBy)
            csv.add(image.lines(of: finding)?.lowerBound)
            csv.endRow()
        }
        return csv.bytes
    }

    /// The same columns, a JSON object a line.
    public static func ndjson(of report: Report) -> [UInt8] {
        var bytes: [UInt8] = []
        forEachRow(of: report) { image, finding, place in
            var json = JSONWriter(.compact)
            json.beginObject()
            json.member("image", image.reference)
            json.member("platform", image.platform)
            json.member("rule", finding.rule)
            json.member("kind", finding.kind)
            json.member("severity", finding.severity.rawValue)
            json.member("category", finding.category.rawValue)
            json.member("path", place?.path)
            json.member("line", place?.line)
            json.member("layer", place?.layer)
            json.member("state", (place?.state ?? finding.state).rawValue)
            json.member("removed_in", finding.removedIn)
            json.member("bytes", place?.bytes)
            json.member("finding_bytes", finding.bytes)
            json.member("origin", finding.origin.rawValue)
            json.member("message", finding.message)
            json.member("evidence", finding.evidence)
            json.member("remedy", finding.remedy)
            json.member("fix", finding.fix)
            json.member("fingerprint", finding.fingerprint)
            json.member("suppressed_by", finding.suppressedBy)
            json.member("dockerfile_line", image.lines(of: finding)?.lowerBound)
            json.endObject()
            json.newline()
            bytes.append(contentsOf: json.bytes)
        }
        return bytes
    }

    private static func forEachRow(of report: Report, _ body: (ImageReport, Finding, Location?) -> Void) {
        for image in report.images {
            for finding in image.findings {
                if finding.locations.isEmpty { body(image, finding, nil) }
                for place in finding.locations { body(image, finding, place) }
            }
        }
    }
}
