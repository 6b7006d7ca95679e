// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText
import Reports
import TestSupport
import Testing

/// Every format over the same reports: golden files, the official schemas, and what hostile text may not do.
@Suite struct FormatTests {
    /// A format, the end of its golden file's name, and how it is made.
    static let formats: [(name: String, render: @Sendable (Report) -> [UInt8])] = [
        ("md", MarkdownReport.bytes), ("github.txt", GitHubAnnotations.bytes), ("sarif.json", SARIFReport.bytes),
        ("codequality.json", GitLabCodeQuality.bytes),
        ("container-scanning.json", GitLabContainerScanning.bytes), ("junit.xml", JUnitReport.bytes),
        ("cdx.json", CycloneDXReport.bytes), ("findings.csv", FindingsTable.csv),
        ("findings.ndjson", FindingsTable.ndjson), ("files.csv", FilesTable.csv), ("files.ndjson", FilesTable.ndjson),
        ("html", HTMLReport.bytes),
    ]

    private func text(_ index: Int, _ report: Report) -> String {
        String(decoding: FormatTests.formats[index].render(report), as: UTF8.self)
    }

    /// JUnit has a case for every rule there is, HTML its whole script: their own tests say what must hold of them.
    @Test(arguments: formats.indices.filter { !["junit.xml", "html"].contains(formats[$0].name) })
    func goldenFiles(index: Int) throws {
        let name = FormatTests.formats[index].name
        try Golden.expect(text(index, Samples.report([Samples.located])), "located.\(name)")
        let warnings = [Warning(code: "odd", message: "::error::\u{1B}[2J\n::error::x", where: "layer 1")]
        try Golden.expect(
            text(index, Samples.report([Samples.hostile, Samples.incomplete], warnings: warnings)), "broken.\(name)")
    }

    @Test func sarifIsValid() throws {
        let schema = try Golden.repositoryFile("Tests/Schemas/sarif-2.1.0.schema.json")
        try expectValid(SARIFReport.bytes, SchemaValidator(try JSONReader.parse(Array(schema.utf8))))
    }

    @Test func cycloneDXIsValid() throws {
        func schema(_ name: String) throws -> JSONValue {
            try JSONReader.parse(Array(try Golden.repositoryFile("Tests/Schemas/\(name)").utf8))
        }
        let (licences, signatures) = ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
        let others = [licences: try schema(licences), signatures: try schema(signatures)]
        try expectValid(
            CycloneDXReport.bytes, SchemaValidator(try schema("bom-1.6.SNAPSHOT.schema.json"), others: others))
    }

    private func expectValid(_ render: (Report) -> [UInt8], _ validator: SchemaValidator) throws {
        var reports = [
            Samples.report([Samples.located]), Samples.report([Samples.hostile, Samples.endless, Samples.incomplete]),
            Samples.report([Samples.scratch, Samples.empty]), Report(tool: Samples.tool),
            Samples.report(Array(repeating: Samples.incomplete, count: 25)),
        ]
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<8 { reports.append(RandomReport.make(&generator)) }
        for report in reports {
            let violations = validator.violations(of: try JSONReader.parse(render(report)))
            #expect(violations.isEmpty, "\(violations.prefix(5))")
        }
    }

    /// What a forge, a browser, a spreadsheet or a terminal would obey never gets through as it is.
    @Test(arguments: formats.indices)
    func hostileTextStaysText(index: Int) {
        let (name, render) = FormatTests.formats[index]
        var image = Samples.located
        let attack =
            "a\u{1B}[31m\u{202E}b\r\n::error::c<script>alert(1)</script>]]>&x;|`@me [l](javascript:1)\n::set-env::d"
        image.reference = attack
        image.findings = [
            Samples.finding(
                "secret", attack, .critical, .secret, attack, remedy: attack, evidence: attack,
                at: [Location(path: "/" + attack, line: 1, layer: 2)])
        ]
        image.fixes = [Fix(id: "x", title: attack, remedy: attack, layer: 2, bytes: 1, severity: .high)]
        image.layers[2].instruction = attack
        image.gaps = [attack]
        let text = String(decoding: render(Samples.report([image])), as: UTF8.self)
        // Data formats keep every character, escaped as their own syntax wants it.
        let isData = name.hasSuffix("csv") || name.hasSuffix("ndjson") || name == "cdx.json"
        if !isData, name != "html" { #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" }) }
        if name != "findings.csv", name != "files.csv" {
            let lines = Golden.lines(text).map { $0.drop { $0 == " " } }
            #expect(!lines.contains { $0.hasPrefix("::set-env") || $0.hasPrefix("::error::c") })
            #expect(!text.utf8.contains(0x0D))
        }
        if name.hasSuffix("xml") { #expect(!text.contains("<script")) }
        if name == "html" { #expect(!text.contains("<script>alert")) }
        if name == "md" {
            // In code spans everything is text.
            let outside = Golden.lines(text).map(FormatTests.withoutCode).joined(separator: "\n")
            #expect(text.contains("<script") && !outside.contains("<script"))
            #expect(!outside.replacing("\\]", with: "").contains("](javascript"))
            #expect(!outside.contains("@me"))
        }
    }

    /// A span ends at the next run of as many backticks as began it.
    private static func withoutCode(_ line: Substring) -> String {
        var result = ""
        var rest = line
        while let start = rest.firstIndex(of: "`") {
            result += rest[..<start]
            rest = rest[start...]
            // An escaped one begins nothing.
            if result.last == "\\" {
                result += "`"
                rest = rest.dropFirst()
                continue
            }
            let fence = rest.prefix { $0 == "`" }
            rest = rest.dropFirst(fence.count)
            while !rest.isEmpty {
                let run = rest.prefix { $0 == "`" }
                if run.count == fence.count { break }
                rest = rest.dropFirst(max(1, run.count))
            }
            rest = rest.dropFirst(fence.count)
        }
        return result + rest
    }

    @Test func workflowCommandsCannotBeForged() {
        var image = Samples.clean
        image.findings = [
            Samples.finding(
                "rule,file=x::y", "k", .high, .privilege, "100%\r\n::add-mask::x",
                at: [Location(path: "/a", layer: nil)])
        ]
        let lines = Golden.lines(String(decoding: GitHubAnnotations.bytes(of: Samples.report([image])), as: UTF8.self))
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("::error title=dunnage%3A rule%2Cfile=x%3A%3Ay%2C high::"))
        #expect(lines[0].contains("100%25\\r\\n::add-mask::x"))
    }

    /// GitHub shows ten of each level, so the tenth stands for the rest.
    @Test func annotationsAreCounted() {
        let text = String(decoding: GitHubAnnotations.bytes(of: Samples.report([Samples.endless])), as: UTF8.self)
        let errors = Golden.lines(text).filter { $0.hasPrefix("::error ") }
        #expect(errors.count == 10)
        #expect(errors.last?.hasSuffix("more: see the report") == true)
    }

    @Test func aCommentFitsIntoACommentField() {
        for images in [1, 3, 40, 400] {
            let bytes = MarkdownReport.bytes(of: Samples.report(Array(repeating: Samples.endless, count: images)))
            #expect(bytes.count <= 65_536)
            #expect(String(decoding: bytes, as: UTF8.self).contains("endless") == false)
            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("<!-- dunnage:check corpus/bad-node "))
        }
    }

    /// The next build's comment is to find this one.
    @Test func theMarkerHasNoTag() {
        let markers = ["team/shop:1", "team/shop:2@sha256:" + String(repeating: "a", count: 64)].map { reference in
            var image = Samples.clean
            image.reference = reference
            return Golden.lines(text(0, Samples.report([image]))).first
        }
        #expect(markers == Array(repeating: "<!-- dunnage:check team/shop linux/arm64 -->", count: 2))
        var untagged = Samples.clean
        untagged.reference = nil
        #expect(text(0, Samples.report([untagged])).hasPrefix("<!-- dunnage:check image linux/arm64 -->\n"))
    }

    /// Whatever made the image fail is in every format that shows limits.
    @Test(arguments: ["md", "github.txt", "sarif.json", "junit.xml", "html"])
    func aBrokenRuleOfDivesIsShown(format: String) throws {
        var image = Samples.clean
        image.verdict.status = .fail
        image.verdict.dive = [
            DiveResult(rule: "lowestEfficiency", ok: false, actual: 0.9312, limit: 0.95),
            DiveResult(rule: "highestWastedBytes", ok: true, actual: 1, limit: 20_000_000),
        ]
        let index = try #require(FormatTests.formats.firstIndex { $0.name == format })
        let shown = text(index, Samples.report([image]))
        for part in ["lowestEfficiency", "93.1 %", "at least 95.0 %"] { #expect(shown.contains(part), "\(part)") }
        switch format {
        case "md": #expect(shown.contains(": nothing of weight, 1 broken budget\n"))
        case "junit.xml": #expect(shown.contains("failures=\"1\""))
        case "sarif.json": #expect(!shown.contains("highestWastedBytes"))
        default: break
        }
    }

    @Test func theMarkerCannotBeClosed() {
        var image = Samples.clean
        image.reference = "x--><script>y</script>"
        let text = String(decoding: MarkdownReport.bytes(of: Samples.report([image])), as: UTF8.self)
        #expect(text.hasPrefix("<!-- dunnage:check x-scripty/script linux/arm64 -->\n"))
    }

    @Test func sarifPointsAtTheDockerfile() throws {
        let log = try JSONReader.parse(SARIFReport.bytes(of: Samples.report([Samples.located])))
        let results = log["runs"]?.arrayValue?.first?["results"]?.arrayValue ?? []
        func place(_ rule: String) -> String? {
            let result = results.first { $0["properties"]?["kind"]?.stringValue == rule }
            let physical = result?["locations"]?.arrayValue?.first?["physicalLocation"]
            guard let uri = physical?["artifactLocation"]?["uri"]?.stringValue else { return nil }
            return uri + ":" + (physical?["region"]?["startLine"]?.int64Value.map { "\($0)" } ?? "")
        }
        #expect(place("gcc") == "docker/Dockerfile:3")
        #expect(place("password-env") == "docker/Dockerfile:9")
        // No USER: the stage that lacks it.
        #expect(place("no-user") == "docker/Dockerfile:1")
        // The lowest layer of a secret, not the one that copied it.
        #expect(place("aws-access-key-id") == "docker/Dockerfile:6")
        // Nothing in the Dockerfile made layer 6: the image's name, and the message says so.
        #expect(place("openssh-private-key") == "corpus/bad-node:1")
        #expect(place("man") == "docker/Dockerfile:1")
    }

    /// The same finding keeps its fingerprint when tag, layers and lines move.
    @Test func fingerprintsAreStable() throws {
        func prints(_ image: ImageReport) throws -> Set<String> {
            let log = try JSONReader.parse(SARIFReport.bytes(of: Samples.report([image])))
            let results = log["runs"]?.arrayValue?.first?["results"]?.arrayValue ?? []
            let all = results.compactMap { $0["partialFingerprints"]?["primaryLocationLineHash"]?.stringValue }
            #expect(Set(all).count == results.count)
            return Set(all)
        }
        var moved = Samples.located
        moved.reference = "corpus/bad-node:next"
        moved.dockerfile = nil
        for index in moved.findings.indices {
            for place in moved.findings[index].locations.indices { moved.findings[index].locations[place].layer = 5 }
        }
        #expect(try prints(Samples.located) == prints(moved))
        moved.reference = "other/image:next"
        #expect(try prints(Samples.located).isDisjoint(with: prints(moved)))
    }
}
