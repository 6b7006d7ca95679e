// SPDX-License-Identifier: Apache-2.0

import Reports
import TestSupport
import Testing

@Suite struct RandomReportTests {
    @Test(arguments: 0..<8)
    func anyReportFitsTheScreen(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for round in 0..<15 {
            let report = RandomReport.make(&generator)
            let options = TextOptions(
                width: Int.random(in: 40...150, using: &generator), colour: false,
                detail: round % 4 == 0 ? .verbose : round % 9 == 0 ? .quiet : .normal,
                elapsed: round % 2 == 0 ? .milliseconds(Int.random(in: 0...400_000, using: &generator)) : nil)
            check(TextReport.text(of: report, options: options), options, "\(seed)/\(round)")
            for image in report.images.prefix(2) {
                check(
                    InspectText.text(of: image, options: options), options, "inspect \(seed)/\(round)", isLimited: false
                )
            }
        }
    }

    private func check(_ text: String, _ options: TextOptions, _ name: String, isLimited: Bool = true) {
        let lines = Golden.lines(text)
        #expect(lines.last == "")
        if isLimited, options.detail == .normal { #expect(lines.count <= TextReport.maximumLines + 1, "\(name)") }
        for line in lines {
            let line = String(line)
            let columns = TerminalText.width(line)
            if columns > options.width { Issue.record("\(name): \(columns) of \(options.width) columns: \(line)") }
            // Nothing that escaping would still change: no controls, no bidi, no marks in heaps.
            if TerminalText.escape(line) != line { Issue.record("\(name): not escaped: \(line)") }
            if line.utf8.last == UInt8(ascii: " ") { Issue.record("\(name): trailing space: \(line)") }
        }
    }
}
