// SPDX-License-Identifier: Apache-2.0
import Findings
import Foundation
import Testing

@testable import Checks

@Suite("Registry of rules")
struct RegistryTests {
    @Test("ids are unique and well formed")
    func ids() {
        let ids = RuleRegistry.descriptions.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids {
            let isKebab = id.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
            #expect(isKebab && !id.hasPrefix("-") && !id.hasSuffix("-") && !id.contains("--"), "\(id)")
        }
    }

    @Test("every rule says why and how, and has examples", arguments: RuleRegistry.descriptions.map(\.id))
    func texts(_ id: String) throws {
        let rule = try #require(RuleRegistry.description(id))
        #expect(!rule.title.isEmpty && !rule.title.hasSuffix("."))
        #expect(rule.rationale.utf8.count > 60 && rule.rationale.hasSuffix("."))
        #expect(rule.remedy.utf8.count > 20 && !rule.remedy.hasSuffix("."))
        #expect(!rule.needs.names.isEmpty)
        let firing = rule.examples.filter { if case .fires = $0.expectation { true } else { false } }
        #expect(!firing.isEmpty && firing.count < rule.examples.count)
        #expect(Set(rule.examples.map(\.title)).count == rule.examples.count, "two examples have one title")
        #expect(RuleRegistry.description("no-such-rule") == nil)
    }

    @Test("every rule says which practice it comes from, and none is forgotten")
    func origins() {
        #expect(RuleOrigins.rows.map(\.rule).sorted() == RuleRegistry.descriptions.map(\.id).sorted())
        #expect(Set(RuleOrigins.rows.map(\.practice)) == Set(Practice.allCases))
        #expect(RuleOrigins.practice(of: "no-such-rule") == nil && RuleOrigins.elsewhere("no-such-rule").isEmpty)
    }

    @Test("every file of a rule is named in the list")
    func listed() throws {
        let names = Set(RuleRegistry.all.map { String(describing: $0) })
        let folder = try #require(#filePath.range(of: "Tests/ChecksTests").map { #filePath[..<$0.lowerBound] })
        let root = String(folder) + "Sources/Checks/Rules"
        let folders = try FileManager.default.subpathsOfDirectory(atPath: root)
        let rules = folders.filter { $0.hasSuffix("Rule.swift") }
            .compactMap { $0.split(separator: "/").last?.dropLast(6) }.map(String.init)
        #expect(!rules.isEmpty && Set(rules) == names)
    }

    @Test("every rule is a file of its own")
    func files() {
        // Types are named after their files; each file's examples name the file they stand in.
        for rule in RuleRegistry.all {
            let name = String(describing: rule)
            #expect(name.hasSuffix("Rule"))
            let files = Set(rule.description.examples.map(\.fileID))
            #expect(files.allSatisfy { $0.hasPrefix("Checks/") && $0.contains(name.dropLast(4)) }, "\(name) \(files)")
        }
    }
}
