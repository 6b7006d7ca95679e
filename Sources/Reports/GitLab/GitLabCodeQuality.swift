// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText

/// GitLab's Code Quality report: a JSON array, each finding at a line of the Dockerfile.
///
/// What no line answers for is listed under the image's name. Fingerprints are the same from build to build, and
/// different from each other within one report.
public enum GitLabCodeQuality {
    public static func bytes(of report: Report) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 16_384)
        json.beginArray()
        var seen: [String: Int] = [:]
        for image in report.images {
            for severity in SeverityText.worstFirst where severity > .info {
                for finding in image.findings where finding.severity == severity && finding.suppressedBy == nil {
                    let print = GitLabCodeQuality.fingerprint(finding, of: image, 0)
                    let ordinal = seen[print, default: 0] + 1
                    seen[print] = ordinal
                    write(finding, of: image, ordinal, among: report.images.count, to: &json)
                }
            }
        }
        json.endArray()
        json.newline()
        return json.bytes
    }

    private static func write(
        _ finding: Finding, of image: ImageReport, _ ordinal: Int, among images: Int, to json: inout JSONWriter
    ) {
        let lines = image.lines(of: finding)
        json.beginObject()
        let sentence = (images > 1 ? image.title + ": " : "") + FindingText.sentence(finding)
        json.member("description", TerminalText.escape(sentence))
        json.member("check_name", TerminalText.escape(finding.rule))
        json.member("fingerprint", fingerprint(finding, of: image, ordinal))
        json.member("severity", severity(finding.severity))
        json.object("location", lines ?? 1...1) { json, shown in
            let isKnown = lines != nil
            let path = isKnown ? image.dockerfile?.path : image.reference.map(SARIFText.repository)
            json.member("path", TerminalText.escape(path.flatMap { $0.isEmpty ? nil : $0 } ?? "image"))
            json.object("lines", shown) { json, shown in
                json.member("begin", shown.lowerBound)
                json.member("end", shown.upperBound)
            }
        }
        json.endObject()
    }

    /// 16 hexadecimal digits over the image's name without tag, the finding and its number among equals.
    static func fingerprint(_ finding: Finding, of image: ImageReport, _ ordinal: Int) -> String {
        let name = (image.reference.map(SARIFText.repository) ?? "") + " " + (image.platform ?? "")
        return SARIFText.hash(name, finding.fingerprint + "\n\(ordinal)")
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .critical: "blocker"
        case .high: "critical"
        case .medium: "major"
        case .low: "minor"
        case .info: "info"
        }
    }
}
