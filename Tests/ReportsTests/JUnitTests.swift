// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import TestSupport
import Testing

/// The structure that `Tests/Schemas/junit-10.xsd` demands, without an XML Schema engine; `make check-formats` has one.
@Suite struct JUnitTests {
    private func root(_ report: Report) throws -> XMLReading.Element {
        try XMLReading.root(of: String(decoding: JUnitReport.bytes(of: report), as: UTF8.self))
    }

    /// Attributes that each element must have and may have, and its children.
    private static let structure: [String: (must: Set<String>, may: Set<String>, children: Set<String>)] = [
        "testsuites": ([], ["name", "tests", "failures", "errors", "time"], ["testsuite"]),
        "testsuite": (
            ["name", "tests", "failures", "errors"], ["skipped", "id", "timestamp", "time"], ["properties", "testcase"]
        ),
        "properties": ([], [], ["property"]), "property": (["name", "value"], [], []),
        "testcase": (["name"], ["classname", "time"], ["failure", "error", "skipped", "system-out"]),
        "failure": ([], ["type", "message"], []), "error": ([], ["type", "message"], []), "system-out": ([], [], []),
    ]

    private func expectStructure(_ element: XMLReading.Element) {
        guard let rule = JUnitTests.structure[element.name] else {
            Issue.record("\(element.name) is no element of JUnit")
            return
        }
        let names = Set(element.attributes.keys)
        #expect(names.isSuperset(of: rule.must) && names.isSubset(of: rule.must.union(rule.may)), "\(element.name)")
        for child in element.children {
            #expect(rule.children.contains(child.name), "\(child.name) in \(element.name)")
            expectStructure(child)
        }
        guard element.name == "testsuite" else { return }
        let cases = element.children.filter { $0.name == "testcase" }
        #expect(element.attributes["tests"] == "\(cases.count)")
        for (attribute, child) in [("failures", "failure"), ("errors", "error")] {
            let count = cases.filter { $0.children.contains { $0.name == child } }.count
            #expect(element.attributes[attribute] == "\(count)")
        }
    }

    @Test func anythingIsWellFormed() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20 { expectStructure(try root(RandomReport.make(&generator))) }
        expectStructure(try root(Samples.report([Samples.located, Samples.hostile, Samples.endless])))
        expectStructure(try root(Report(tool: Samples.tool)))
    }

    @Test func casesFailAsTheGateDoes() throws {
        func failing(_ image: ImageReport) throws -> [String] {
            let suite = try #require(try root(Samples.report([image])).children.first)
            return suite.children.filter { $0.children.contains { ["failure", "error"].contains($0.name) } }
                .compactMap { $0.attributes["name"] }
        }
        var image = Samples.located
        #expect(try failing(image) == ["secret", "build-tool", "root-user"])
        image.verdict.failOn = .critical
        #expect(try failing(image) == ["secret"])
        image.verdict.budgets = [BudgetResult(name: "image", limit: 1, actual: 2, ok: false)]
        #expect(try failing(image) == ["secret", "budget image"])
        // Report only, budgets included.
        image.verdict.failOn = nil
        #expect(try failing(image) == [])
        // Incomplete is an error of its own, whatever the gate.
        #expect(try failing(Samples.incomplete).contains("archive"))
    }
}
