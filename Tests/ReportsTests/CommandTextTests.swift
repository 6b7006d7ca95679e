// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import TestSupport
import Testing

@Suite struct CommandTextTests {
    /// A build's log is read by runners, which obey lines that look like orders.
    @Test func linesGiveNoOrders() {
        var image = Samples.clean
        image.reference = "::error::forged"
        image.notes = ["##[error]forged", "##vso[task.setvariable variable=x]y", "a:: b ## c"]
        image.findings = [
            Samples.finding(
                "dead-bytes", "k", .medium, .dead, String(repeating: "long words ", count: 7) + "::set-env name=a::b",
                at: [Location(path: "::add-mask::x", layer: 2)])
        ]
        for width in 60...90 {
            for detail in [TextOptions.Detail.normal, .verbose, .quiet] {
                let options = TextOptions(width: width, detail: detail)
                let text = TextReport.text(of: Samples.report([image], source: "::x"), options: options)
                #expect(!text.contains("##[") && !text.contains("##vso["))
                let lines = Golden.lines(text).map { $0.drop { $0 == " " } }
                #expect(!lines.contains { $0.hasPrefix("::") })
            }
        }
    }
}
