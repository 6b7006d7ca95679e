// SPDX-License-Identifier: Apache-2.0

import Checks
import Findings

/// The cases of one image, or the archives that could not be read at all.
struct JUnitSuite {
    struct Case {
        var name: String
        var group: String
        /// What makes it fail: a line in short, and all of it.
        var failure: (type: String, message: String, text: String)?
        var error: String?
        var output: String?
    }

    private let name: String
    private let properties: [(name: String, value: String?)]
    private(set) var cases: [Case] = []

    init(unread: [Warning]) {
        name = "unread archives"
        properties = []
        cases = unread.map { warning in
            Case(name: warning.where ?? "archive", group: "archive", error: TerminalText.folded(warning.message))
        }
    }

    init(_ image: ImageReport) {
        name = image.title + (image.platform.map { " " + $0 } ?? "")
        properties = [
            ("image.id", image.id), ("image.size", "\(image.totals.size)"), ("image.live", "\(image.totals.live)"),
            ("image.dead", "\(image.totals.dead)"), ("fail-on", image.verdict.failOn?.rawValue ?? "never"),
        ]
        let counted = image.findings.filter { $0.suppressedBy == nil }
        var rules = RuleRegistry.descriptions.map { ($0.id, $0.category) }
        for finding in counted where !rules.contains(where: { $0.0 == finding.rule }) {
            rules.append((finding.rule, finding.category))
        }
        cases = rules.map { id, category in
            JUnitSuite.test(id, category, counted.filter { $0.rule == id }, image.verdict.failOn)
        }
        for limit in image.verdict.limits {
            let text = limit.comparison
            // Where nothing fails a run, no limit does.
            let failure =
                limit.ok || image.verdict.failOn == nil ? nil : ("budget", "\(limit.title) is broken: \(text)", text)
            cases.append(Case(name: limit.title, group: "budget", failure: failure, output: text))
        }
        if image.verdict.status == .incomplete {
            let gaps = image.gaps.isEmpty ? ["the image could not be vouched for"] : image.gaps
            cases.append(
                Case(name: "archive", group: "archive", error: gaps.map(TerminalText.folded).joined(separator: "\n")))
        }
    }

    var failures: Int { cases.filter { $0.failure != nil }.count }
    var errors: Int { cases.filter { $0.error != nil }.count }

    private static func test(_ id: String, _ category: Category, _ findings: [Finding], _ gate: Severity?) -> Case {
        var test = Case(name: id, group: category.rawValue)
        func lines(_ findings: [Finding]) -> String {
            findings.map { "\($0.severity.rawValue): \(TerminalText.folded(FindingText.sentence($0)))" }
                .joined(separator: "\n")
        }
        let failing = findings.filter { finding in gate.map { finding.severity >= $0 } ?? false }
        let others = findings.filter { finding in gate.map { finding.severity < $0 } ?? true }
        if let worst = failing.map(\.severity).max() {
            let first = failing.first { $0.severity == worst }?.message ?? id
            let more = failing.count > 1 ? " and \(failing.count - 1) more" : ""
            test.failure = (worst.rawValue, first + more, lines(failing))
        }
        if !others.isEmpty { test.output = lines(others) }
        return test
    }

    func write(to xml: inout XMLText, number: Int) {
        xml.begin(
            "testsuite",
            [
                "name": name, "tests": "\(cases.count)",
                "failures": "\(failures)", "errors": "\(errors)", "skipped": "0", "id": "\(number)",
            ])
        if !properties.isEmpty {
            xml.begin("properties")
            for (name, value) in properties {
                if let value { xml.element("property", ["name": name, "value": value]) }
            }
            xml.end()
        }
        for test in cases {
            let attributes: XMLText.Attributes = ["name": test.name, "classname": "dunnage." + test.group]
            guard test.failure != nil || test.error != nil || test.output != nil else {
                xml.element("testcase", attributes)
                continue
            }
            xml.begin("testcase", attributes)
            if let (type, message, text) = test.failure {
                xml.element("failure", ["type": type, "message": message], text)
            }
            if let error = test.error { xml.element("error", ["type": "incomplete"], error) }
            if let output = test.output { xml.element("system-out", [:], output) }
            xml.end()
        }
        xml.end()
    }
}
