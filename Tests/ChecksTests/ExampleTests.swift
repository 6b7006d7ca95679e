// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@testable import Checks

/// Every rule's examples are its tests; a failure points to the example itself.
@Suite("Examples of rules")
struct ExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var example: RuleExample
        var testDescription: String { rule + ": " + example.title }
    }

    static let cases = RuleRegistry.all.map { $0.description }.flatMap { rule in
        rule.examples.map { Case(rule: rule.id, example: $0) }
    }

    @Test("fires and stays quiet as it says", arguments: cases)
    func example(_ test: Case) throws {
        let example = test.example
        let location = SourceLocation(
            fileID: example.fileID, filePath: example.filePath, line: example.line, column: example.column)
        let image = try ExampleMaker.facts(example.image)
        let findings = RuleRegistry.check(image, with: test.rule)
        let shown = findings.map { "\($0.severity) \($0.kind) \($0.path): \($0.message)" }.joined(separator: "\n")
        switch example.expectation {
        case .fires(let kind, let severity):
            let match = findings.contains {
                (kind == nil || $0.kind == kind) && (severity == nil || $0.severity == severity)
            }
            #expect(
                match, "expected \(kind ?? "a finding") \(severity?.rawValue ?? ""), got:\n\(shown)",
                sourceLocation: location)
        case .quiet(let limit):
            let loud = findings.filter { finding in limit.map { finding.severity > $0 } ?? true }
            #expect(loud.isEmpty, "expected quiet, got:\n\(shown)", sourceLocation: location)
        }
        for finding in findings { check(finding, image, location) }
    }

    /// What holds for every finding there is.
    private func check(_ finding: Finding, _ image: ImageFacts, _ location: SourceLocation) {
        #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."), sourceLocation: location)
        #expect(!finding.remedy.isEmpty && !finding.remedy.hasSuffix("."), sourceLocation: location)
        #expect(!finding.locations.isEmpty && finding.fingerprint.utf8.count >= 16, sourceLocation: location)
        #expect(finding.bytes >= 0 && finding.bytes <= image.size, sourceLocation: location)
        let inodes = finding.claims.map(\.inode)
        #expect(Set(inodes).count == inodes.count, "an inode is claimed twice", sourceLocation: location)
        for place in finding.locations {
            #expect(
                place.path.hasPrefix("/") || place.path.hasPrefix("config:") || place.path.hasPrefix("history:"),
                sourceLocation: location)
        }
    }
}
