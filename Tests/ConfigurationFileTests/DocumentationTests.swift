// SPDX-License-Identifier: Apache-2.0
import Checks
import ConfigurationFile
import Foundation
import JSONText
import TestSupport
import Testing

/// The page, the schema and the reader know the same keys.
@Suite struct DocumentationTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs")

    private func page() throws -> String {
        try String(contentsOf: Self.docs.appendingPathComponent("configuration.md"), encoding: .utf8)
    }

    /// What stands first in the rows of the table of keys.
    private func documented() throws -> [String] {
        try page().split(separator: "\n").drop { $0 != "| key | meaning |" }.prefix { $0.hasPrefix("|") }
            .dropFirst(2).compactMap { row in
                row.split(separator: "`", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
            }
    }

    @Test func `Every key that is read has its row, and every row is a key`() throws {
        let rows = try documented()
        #expect(Set(rows).count == rows.count)
        for key in Configuration.keys {
            // A key that only holds others is told by those.
            let isTold =
                rows.contains(key)
                || rows.contains { row in
                    [".", "[]", ".*"].contains { row.hasPrefix(key + $0) }
                }
            #expect(isTold, "\(key) is not in docs/configuration.md")
        }
        for row in rows { #expect(row == "rules.*" || Configuration.keys.contains(row), "\(row) is no key") }
    }

    @Test func `The example is a configuration, and names every key but those that exclude each other`() throws {
        let page = try page()
        let block = try #require(page.components(separatedBy: "```yaml\n").dropFirst().first)
        let text = try #require(block.components(separatedBy: "```").first)
        let folder = try TemporaryDirectory()
        try folder.write("organisation.yml", "")
        let configuration = try ConfigurationLoader().load(folder.write("a/.dunnage.yml", text))
        #expect(configuration.budgets.image == 250_000_000)
        for key in Configuration.keys where key != "secrets.fingerprint-key" {
            let name = key.split(separator: ".").last.map { $0.replacing("[]", with: "") } ?? ""
            #expect(text.contains("\(name):"), "\(key)")
        }
    }

    @Test func `The page says which rules a profile switches off`() throws {
        let page = try page()
        for profile in Profile.allCases {
            let row = try #require(page.split(separator: "\n").last { $0.hasPrefix("| `\(profile.rawValue)` |") })
            let named = Set(row.split(separator: "`", omittingEmptySubsequences: false).map(String.init))
                .intersection(RuleRegistry.descriptions.map(\.id))
            #expect(named == Set(profile.settings.keys), "\(profile)")
        }
    }

    @Test func `The schema has the same keys`() throws {
        let bytes = try Data(contentsOf: Self.docs.appendingPathComponent("config.schema.json"))
        let schema = try JSONReader.parse(Array(bytes))
        var keys: [String] = []
        var open: [(prefix: String, schema: JSONValue)] = [("", schema)]
        while let (prefix, schema) = open.popLast() {
            for property in schema["properties"]?.objectValue?.members ?? [] {
                keys.append(prefix + property.key)
                open.append((prefix + property.key + ".", property.value))
            }
            for choice in schema["oneOf"]?.arrayValue ?? [] { open.append((prefix, choice)) }
            if let items = schema["items"] { open.append((String(prefix.dropLast()) + "[].", items)) }
            if let more = schema["additionalProperties"], more.objectValue != nil { open.append((prefix + "*.", more)) }
        }
        #expect(keys.sorted() == Configuration.keys.sorted())
    }
}
