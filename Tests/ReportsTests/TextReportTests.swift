// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import Testing

@Suite struct TextReportTests {
    @Test(arguments: [60, 80, 120])
    func goldenScreens(width: Int) throws {
        func expect(_ report: Report, _ name: String, _ detail: TextOptions.Detail = .normal) throws {
            let text = TextReport.text(of: report, options: TextOptions(width: width, detail: detail))
            try Golden.expect(text, "\(name)-\(width).txt")
        }
        try expect(Samples.report([Samples.badNode]), "bad-node")
        try expect(Samples.report([Samples.clean]), "clean")
        try expect(Samples.report([Samples.hostile]), "hostile")
        try expect(
            Samples.report(
                [Samples.incomplete],
                warnings: [
                    Warning(
                        code: "package-db-skipped", message: "the package database is larger than 64 MB",
                        where: "layer 1")
                ]), "incomplete")
        guard width == 80 else { return }
        try expect(Samples.report([Samples.badNode]), "bad-node-verbose", .verbose)
        try expect(Samples.report([Samples.badNode, Samples.clean]), "two-images")
        try expect(
            Samples.report([Samples.badNode, Samples.incomplete, Samples.hostile, Samples.badNode]), "four-images")
        try expect(Samples.report([Samples.scratch], source: "build/out.tar"), "scratch")
        try expect(Samples.report([Samples.empty]), "empty")
        try expect(Samples.report([Samples.endless]), "endless")
        let coloured = TextOptions(width: width, colour: true, elapsed: .milliseconds(1_612))
        try Golden.expect(
            TextReport.text(of: Samples.report([Samples.badNode]), options: coloured), "bad-node-colour-80.txt")
        try Golden.expect(
            TextReport.text(of: Samples.report([Samples.incomplete]), options: coloured), "incomplete-colour-80.txt")
    }

    @Test func quietIsOneLineAnImage() {
        let report = Samples.report([Samples.badNode, Samples.clean])
        let text = TextReport.text(of: report, options: TextOptions(detail: .quiet, elapsed: .milliseconds(1_560)))
        let lines = Golden.lines(text)
        #expect(lines.count == 5)
        #expect(lines[0] == "FAIL  bad-node: 4 critical, 3 high, 1.40 GB (slim estimate 246.1 MB)")
        #expect(lines[1].hasPrefix("PASS  shop: 127.9 MB") && lines[1].hasSuffix("1.6 s"))
        #expect(lines[2].hasPrefix("2 images  1 fail, 1 pass · 4 critical, 3 high"))
        let one = TextReport.text(of: Samples.report([Samples.badNode]), options: TextOptions(detail: .quiet))
        #expect(Golden.lines(one).count == 2)
    }

    @Test func colourOnlyAddsSequences() {
        let report = Samples.report([Samples.badNode])
        let plain = TextReport.text(of: report)
        var coloured = Substring(TextReport.text(of: report, options: TextOptions(colour: true)))
        var stripped = ""
        while let start = coloured.firstIndex(of: "\u{1B}"), let end = coloured[start...].firstIndex(of: "m") {
            stripped += coloured[..<start]
            coloured = coloured[coloured.index(after: end)...]
        }
        stripped += coloured
        #expect(Golden.lines(stripped).map(trimmed) == Golden.lines(plain).map(trimmed))
        #expect(stripped.utf8.count < TextReport.text(of: report, options: TextOptions(colour: true)).utf8.count)
    }

    private func trimmed(_ line: Substring) -> Substring {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    @Test func manyImagesStayOnOneScreen() {
        for count in [2, 3, 5, 12, 45, 300] {
            let report = Samples.report(Array(repeating: Samples.endless, count: count))
            let lines = Golden.lines(TextReport.text(of: report))
            #expect(lines.count <= TextReport.maximumLines + 1, "\(count) images")
            #expect(lines.filter { $0.hasPrefix("FAIL  bad-node:") }.count >= min(count, 39))
        }
    }

    @Test func noImageSaysSo() {
        #expect(TextReport.text(of: Report(tool: Samples.tool)) == "No image was found\n")
    }
}
