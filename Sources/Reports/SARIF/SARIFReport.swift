// SPDX-License-Identifier: Apache-2.0

internal import Checks
import Findings
import JSONText

/// SARIF 2.1.0, for the security tab of a forge: a run an image.
///
/// With a Dockerfile, a finding points at the line whose instruction made its layer. Without one, or where no
/// instruction fits, it points at the image's name, and its message says so. GitHub's limits are kept: 20 runs a file,
/// 25,000 results and 1,000 places a result.
public enum SARIFReport {
    static let mostRuns = 20
    static let mostResults = 25_000
    static let mostLocations = 100

    public static func bytes(of report: Report) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 65_536)
        json.beginObject()
        json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        json.member("version", "2.1.0")
        // More images than runs share one.
        let all = report.images.indices
        let runs = all.isEmpty || all.count > mostRuns ? [all] : all.map { $0..<$0 + 1 }
        json.list("runs", runs) { json, images in SARIFRun(report: report, images: images).write(to: &json) }
        json.endObject()
        json.newline()
        return json.bytes
    }
}
