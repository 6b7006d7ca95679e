// SPDX-License-Identifier: Apache-2.0
import JSONText
import LayerTree
import PackageDatabases
import Reports
import Sizing
import Testing

@Suite struct HTMLDiffTests {
    private func page(
        _ names: [String], reference: String = "team/shop:v2", listsFiles: Bool = false
    ) throws -> String {
        let before = try Samples.snapshot([("keep", 1_000)], reference: "team/shop:v1", instruction: "COPY <b> /app")
        let grown = names.enumerated().map { ($1, Int64($0 + 2) * 1_000_000) }
        let after = try Samples.snapshot([("keep", 1_000)] + grown, reference: reference, instruction: "COPY <b> /app")
        let comparison = ImageComparison(before: before, after: after, listsFiles: listsFiles)
        let growth = DiffGrowth(
            bytes: comparison.totals.app.delta, limit: 1_000, warning: 500, limitBytes: 1_000, limitPercent: nil)
        let report = DiffReport(
            tool: Tool(version: "1"), beforeSource: "a.tar", afterSource: "b.tar", afterReference: reference,
            afterPlatform: "linux/amd64", comparison: comparison, growth: growth,
            budgets: [DiffBudget(name: "growth", limit: 1_000, actual: growth.bytes, state: .broken, cause: "/app")],
            status: .fail)
        return String(decoding: HTMLDiff.bytes(of: report), as: UTF8.self)
    }

    @Test func itSaysWhatGrewAndWhy() throws {
        let text = try page(["app/model.bin", "app/other.bin"])
        for words in [
            "<b>FAIL</b>", "+5.0 MB", "/app/model.bin", "Budgets", "Layers", "Files", "COPY &lt;b&gt; /app",
            "over the limit",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("<script"))
    }

    @Test func theMapHasItsFiles() throws {
        let text = try page(["app/model.bin", "app/</script><b>.bin"], listsFiles: true)
        #expect(text.components(separatedBy: "<script").count == 3)
        #expect(text.contains("script-src 'sha256-"))
        let start = try #require(text.firstRange(of: "<script type=\"application/json\">")).upperBound
        let end = try #require(text[start...].firstRange(of: "</script>")).lowerBound
        let data = try JSONReader.parse(Array(text[start..<end].utf8))
        let files = data["files"]
        let names = files?["names"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(Set(names) == ["", "app", "keep", "model.bin", "<", "script><b>.bin"])
        let bytes = files?["bytes"]?.arrayValue?.compactMap(\.int64Value) ?? []
        #expect(bytes.count == names.count)
        #expect(bytes.reduce(0, +) == 5_001_000)
        for column in ["deltas", "depths", "layers", "flags"] {
            let runs = files?[column]?.arrayValue?.compactMap(\.int64Value) ?? []
            let lengths = runs.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            #expect(lengths.reduce(0, +) == Int64(names.count), "\(column)")
        }
    }

    @Test func hostileNamesStayText() throws {
        let text = try page(
            ["app/<script>alert(1)</script>", "app/\u{202E}gpj", "app/\" onload=\"x", "app/\u{1B}[2J\n"],
            reference: "x\"><img src=x>:v2")
        #expect(!text.contains("<script") && !text.contains("<img"))
        #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
        #expect(!text.contains("\" onload"))
    }

    @Test func nothingToCompareWithIsSaid() {
        let report = DiffReport(tool: Tool(version: "1"), beforeSource: "absent", afterSource: "b", status: .pass)
        let text = String(decoding: HTMLDiff.bytes(of: report), as: UTF8.self)
        #expect(text.contains("nothing to compare with"))
    }
}
