// SPDX-License-Identifier: Apache-2.0

import Checks
import Findings

/// JUnit XML for build servers: a suite an image, a case a rule and a budget; one more suite for archives that could not
/// be read at all.
///
/// A case fails when the gate does: by findings at or above `--fail-on`. Findings below it are in the case's output.
public enum JUnitReport {
    public static func bytes(of report: Report) -> [UInt8] {
        var suites = report.images.map { JUnitSuite($0) }
        if !report.unread.isEmpty { suites.append(JUnitSuite(unread: report.unread)) }
        var xml = XMLText()
        xml.begin(
            "testsuites",
            [
                "name": report.tool.name, "tests": "\(suites.reduce(0) { $0 + $1.cases.count })",
                "failures": "\(suites.reduce(0) { $0 + $1.failures })",
                "errors": "\(suites.reduce(0) { $0 + $1.errors })",
            ])
        for (number, suite) in suites.enumerated() { suite.write(to: &xml, number: number) }
        xml.end()
        return Array(xml.text.utf8)
    }
}
