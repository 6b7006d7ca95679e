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

    private func validator(_ name: String) throws -> SchemaValidator {
        SchemaValidator(
            try JSONReader.parse(Array(try Golden.repositoryFile("Tests/Schemas/\(name).schema.json").utf8)))
    }

    @Test func codeQuality() throws {
        let schema = try validator("gitlab-codequality")
        var issues = 0
        for report in reports {
            let document = try JSONReader.parse(GitLabCodeQuality.bytes(of: report))
            #expect(schema.violations(of: document) == [])
            issues += document.arrayValue?.count ?? 0
        }
        #expect(issues > 20)
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
        let schema = try validator("gitlab-container-scanning")
        var count = 0
        for report in reports {
            let document = try JSONReader.parse(GitLabContainerScanning.bytes(of: report))
            #expect(schema.violations(of: document) == [])
            count += document["vulnerabilities"]?.arrayValue?.count ?? 0
        }
        #expect(count > 20)
    }

    /// Characters are counted by GitLab, and some of them take no room.
    @Test func endlessTextsAreCut() throws {
        var image = Samples.located
        image.findings[0].message = String(repeating: "a\u{301}", count: 5_000)
        image.findings[0].remedy = String(repeating: "build elsewhere ", count: 5_000)
        let document = try JSONReader.parse(GitLabContainerScanning.bytes(of: Samples.report([image])))
        #expect(try validator("gitlab-container-scanning").violations(of: document) == [])
        let names = document["vulnerabilities"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        #expect(names.contains { $0.unicodeScalars.count == 255 && $0.hasSuffix("…") })
    }
}
