// SPDX-License-Identifier: Apache-2.0

import JSONText
import Reports
import TestSupport
import Testing

/// What GitLab's documentation demands of the two forms.
@Suite struct GitLabTests {
    private var reports: [Report] {
        var generator = SeededGenerator(seed: 9)
        return [
            Samples.report([Samples.located]), Samples.report([Samples.hostile, Samples.hostile]),
            Samples.report([Samples.incomplete, Samples.endless]), Report(tool: Samples.tool),
        ] + (0..<10).map { _ in RandomReport.make(&generator) }
    }

    @Test func codeQuality() throws {
        for report in reports {
            let issues = try #require(try JSONReader.parse(GitLabCodeQuality.bytes(of: report)).arrayValue)
            for issue in issues {
                #expect(
                    issue.objectValue?.members.map(\.key)
                        == ["description", "check_name", "fingerprint", "severity", "location"])
                #expect(issue["description"]?.stringValue?.isEmpty == false)
                let severity = issue["severity"]?.stringValue ?? ""
                #expect(["info", "minor", "major", "critical", "blocker"].contains(severity))
                let path = issue["location"]?["path"]?.stringValue ?? ""
                #expect(!path.hasPrefix("./") && !path.hasPrefix("/"))
                #expect(issue["location"]?["lines"]?["begin"]?.int64Value ?? 0 >= 1)
            }
        }
    }

    /// GitLab drops a whole report with one fingerprint twice, so equal findings are counted apart.
    @Test func fingerprintsAreUnique() throws {
        let report = Samples.report([Samples.located, Samples.endless])
        for bytes in [
            GitLabCodeQuality.bytes(of: Samples.report([Samples.endless])), GitLabCodeQuality.bytes(of: report),
        ] {
            let prints = try JSONReader.parse(bytes).arrayValue?.compactMap { $0["fingerprint"]?.stringValue } ?? []
            #expect(prints.count > 60)
            #expect(Set(prints).count == prints.count)
        }
    }

    @Test func containerScanning() throws {
        for report in reports {
            let document = try JSONReader.parse(GitLabContainerScanning.bytes(of: report))
            #expect(
                document.objectValue?.members.map(\.key) == ["version", "scan", "vulnerabilities", "remediations"])
            let scan = document["scan"]
            for role in ["analyzer", "scanner"] {
                #expect(
                    scan?[role]?.objectValue?.members.map(\.key) == ["id", "name", "version", "vendor"])
            }
            #expect(scan?["type"] == "container_scanning")
            #expect(["success", "failure"].contains(scan?["status"]?.stringValue ?? ""))
            for time in ["start_time", "end_time"] {
                let text = scan?[time]?.stringValue ?? ""
                #expect(text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
            }
            for item in document["vulnerabilities"]?.arrayValue ?? [] {
                #expect(["Info", "Low", "Medium", "High", "Critical"].contains(item["severity"]?.stringValue ?? ""))
                #expect(item["name"]?.stringValue?.count ?? 0 <= 255)
                #expect(item["location"]?["image"]?.stringValue?.isEmpty == false)
                #expect(item["location"]?["dependency"]?["package"]?["name"]?.stringValue != nil)
                #expect(item["identifiers"]?.arrayValue?.isEmpty == false)
            }
        }
    }
}
