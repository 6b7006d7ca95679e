// SPDX-License-Identifier: Apache-2.0

import Digests
import Findings
import FoundationEssentials
import JSONText
import Reports
import TestSupport
import Testing

/// What can be said of the page without a browser; `make test-html` drives it in one.
@Suite struct HTMLTests {
    private func page(_ report: Report) -> String { String(decoding: HTMLReport.bytes(of: report), as: UTF8.self) }

    /// What stands between two marks.
    private func parts(_ text: String, _ begin: String, _ end: String) -> [String] {
        text.components(between: begin, and: end)
    }

    @Test func styleAndScriptAreThoseOfTheSourceTree() throws {
        let text = page(Samples.report([Samples.located]))
        let style = try Golden.repositoryFile("Sources/ReportPage/page.css")
        let scripts = try ["data", "table", "treemap", "views", "main"].map {
            try Golden.repositoryFile("Sources/ReportPage/\($0).js")
        }
        // Run scripts/embed-page.py after a change.
        #expect(parts(text, "<style>", "</style>") == [String(style.dropLast())])
        let script = "\"use strict\";\n" + scripts.joined()
        #expect(parts(text, "<script>", "</script>") == [String(script.dropLast())])
    }

    /// The policy allows these two by digest, and nothing from anywhere.
    @Test func thePolicyAllowsWhatIsThereAndNothingElse() throws {
        let text = page(Samples.report([Samples.located, Samples.hostile]))
        let policy = try #require(parts(text, "Content-Security-Policy\" content=\"", "\"").first)
        func digest(_ content: String) -> String {
            "'sha256-\(Data(SHAHasher.hash(Array(content.utf8)).bytes).base64EncodedString())'"
        }
        let script = digest(parts(text, "<script>", "</script>").first ?? "")
        let style = digest(parts(text, "<style>", "</style>").first ?? "")
        #expect(
            policy
                == "default-src 'none'; script-src \(script); style-src \(style); base-uri 'none'; form-action 'none'")
        // Neither inline handlers nor inline style would be allowed, so there must be none.
        let markup = text.components(separated: "<script>").first ?? ""
        for attribute in [" onclick=", " onload=", " onerror=", " style=", " src=", "javascript:"] {
            #expect(!markup.replacing("<style>", with: "").contains(attribute), "\(attribute)")
        }
        #expect(!text.contains("http://") && !text.contains("https://"))
    }

    @Test func dataIsJSONWhateverTheNames() throws {
        var image = Samples.located
        image.files?.names = Array("</script><!--\u{2028}\u{1B}".utf8) + [UInt8](repeating: 0xFF, count: 60)
        image.findings[0].message = "</script><script>alert(1)</script>"
        let data = parts(page(Samples.report([image])), "<script type=\"application/json\">", "</script>")
        let value = try JSONReader.parse(Array(try #require(data.first).utf8))
        #expect(value["findings"]?.arrayValue?.count == image.findings.count)
        #expect(value["files"]?["names"]?.arrayValue?.count == image.files?.rows.count)
        #expect(data.count == 1)
    }

    @Test func columnsAreWhole() throws {
        let data = parts(page(Samples.report([Samples.located])), "<script type=\"application/json\">", "</script>")
        let files = try JSONReader.parse(Array(try #require(data.first).utf8))["files"]
        let rows = Samples.located.files?.rows.count ?? 0
        for column in ["depths", "layers", "removedIn", "flags", "packages"] {
            let pairs = files?[column]?.arrayValue?.compactMap(\.int64Value) ?? []
            #expect(pairs.count % 2 == 0)
            let lengths = stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] }
            #expect(lengths.reduce(0, +) == Int64(rows), "\(column)")
        }
    }

    @Test func anyReportHasAPage() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<20 {
            let report = RandomReport.make(&generator)
            let text = page(report)
            #expect(text.hasPrefix("<!doctype html>") && text.hasSuffix("</html>\n"))
            #expect(parts(text, "<section class=\"image\"", ">").count == report.images.count)
        }
        #expect(page(Report(tool: Samples.tool)).contains("No image was found"))
    }
}

extension String {
    fileprivate func components(separated mark: String) -> [String] {
        var result: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            result.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return result + [String(rest)]
    }

    fileprivate func components(between begin: String, and end: String) -> [String] {
        components(separated: begin).dropFirst().map { $0.components(separated: end)[0] }
    }
}
