// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Sizing
import Testing

@testable import Reports

@Suite struct DiffMarkdownTests {
    private func report(
        _ before: ImageSnapshot, _ after: ImageSnapshot, limit: Int64 = 1_000, status: DiffReport.Status = .fail
    ) -> DiffReport {
        let comparison = ImageComparison(before: before, after: after)
        return DiffReport(
            tool: Tool(version: "1"), beforeSource: "a", afterSource: "b", afterReference: after.reference,
            afterPlatform: after.platform, comparison: comparison,
            growth: DiffGrowth(
                bytes: comparison.totals.app.delta, limit: limit, warning: limit, limitBytes: limit, limitPercent: nil),
            status: status)
    }

    @Test func `Silent when nothing moved, but never as a summary`() throws {
        let same = try Samples.snapshot([("app/x", 10)])
        let report = report(same, same, status: .pass)
        #expect(DiffMarkdown.text(of: report, .comment).isEmpty)
        #expect(DiffMarkdown.text(of: report, .summary).contains("no change"))
        // A broken budget is never silent, however small the change.
        #expect(!DiffMarkdown.text(of: self.report(same, same, status: .fail), .comment).isEmpty)
    }

    @Test func `The marker is the same for every build, whatever names hold`() throws {
        func marker(_ reference: String) throws -> String {
            let text = DiffMarkdown.text(
                of: report(
                    try Samples.snapshot([("a", 1)], reference: reference),
                    try Samples.snapshot([("a", 9_999)], reference: reference)),
                .comment)
            return String(text.prefix { $0 != "\n" })
        }
        #expect(try marker("team/shop:v1") == "<!-- dunnage:diff shop linux/amd64 -->")
        #expect(try marker("registry:5000/team/shop:v2@sha256:00") == "<!-- dunnage:diff shop linux/amd64 -->")
        #expect(try marker("x-->\n<script>--:v1") == "<!-- dunnage:diff x-script linux/amd64 -->")
    }

    @Test func `Hostile names stay words`() throws {
        let names = [
            "app/|`x`|<img src=x onerror=alert(1)>", "app/\u{202E}gnp.exe", "app/[a](http://evil.example)\n# head",
            "app/@team #1 https://evil.example", "app/*b* _i_ ~~s~~ $m$ ![](x)", "app/``` fence",
        ]
        let text = DiffMarkdown.text(
            of: report(
                try Samples.snapshot([("keep", 1)]),
                try Samples.snapshot([("keep", 1)] + names.enumerated().map { ($1, Int64($0 + 2) * 1_000_000) })),
            .comment)
        // Outside code spans nothing of them stands bare, and no line begins with what one of them says.
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("# head") })
        #expect(!text.contains("\u{202E}"))
        var outside = ""
        for line in text.split(separator: "\n") {
            var rest = line[...]
            while let start = rest.firstIndex(of: "`") {
                outside += rest[..<start]
                let fence = rest[start...].prefix { $0 == "`" }
                let body = rest[fence.endIndex...]
                guard let end = body.firstRange(of: fence) else {
                    rest = body
                    break
                }
                rest = body[end.upperBound...]
            }
            outside += rest + "\n"
        }
        for forbidden in ["<img", "](http", "@team ", "onerror=alert(1)>"] { #expect(!outside.contains(forbidden)) }
    }

    @Test func `Never above the limit, and says when it was cut`() throws {
        let long = String(repeating: "deep-directory-name/", count: 12)
        let files = (0..<1_500).map { ("app/\(long)\($0)/file", Int64($0 + 1) * 10_000) }
        let report = report(try Samples.snapshot([("keep", 1)]), try Samples.snapshot([("keep", 1)] + files))
        let comment = DiffMarkdown.text(of: report, .comment)
        #expect(comment.unicodeScalars.count <= DiffMarkdown.maximumCharacters)
        #expect(comment.contains("| image |"))
        var many = report
        many.comparison?.findings.new = (0..<4_000).map { number in
            ImageSnapshot.FindingMark(
                fingerprint: "\(number)", rule: "secret", kind: "k", severity: "high",
                path: "/" + String(repeating: "🙈", count: 400), message: String(repeating: "<&", count: 400))
        }
        many.warnings = (0..<100).map {
            Warning(code: "x", message: String(repeating: "*", count: 9_000), where: "\($0)")
        }
        let words = String(repeating: "long ", count: 60)
        many.comparison?.config = (0..<300).map {
            ConfigChange(field: "Env[NAME\($0)]", before: words + "a", after: words + "b")
        }
        many.comparison?.packages = (0..<300).map { number in
            PackageChange(
                kind: .upgraded, ecosystem: "npm", name: "\(number) \(words)", versionBefore: words, version: words,
                size: SizeChange(0, 9), layer: 0, isBase: false)
        }
        let cut = DiffMarkdown.text(of: many, .comment)
        #expect(cut.unicodeScalars.count <= DiffMarkdown.maximumCharacters)
        #expect(cut.contains("| image |"))
        #expect(cut.contains("Shortened: «dunnage diff -v» has every row."))
        #expect(!comment.contains("Shortened"))
    }
}
