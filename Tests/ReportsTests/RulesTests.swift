// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Reports
import Testing

@Suite struct RulesTests {
    @Test func theDocumentIsWhatTheToolWrites() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = try String(contentsOf: root.appendingPathComponent("docs/rules.md"), encoding: .utf8)
        #expect(document == RulesMarkdown.text(), "run: dunnage rules --format markdown > docs/rules.md")
    }

    @Test(arguments: [60, 80, 120])
    func pagesFitTheirWidth(width: Int) {
        let pages =
            [RulesText.list(width: width)]
            + RuleRegistry.descriptions.compactMap {
                RulesText.page($0.id, width: width)
            }
        #expect(pages.count == RuleRegistry.descriptions.count + 1)
        for line in pages.joined(separator: "\n").split(separator: "\n") {
            #expect(TerminalText.width(String(line)) <= width)
        }
    }

    @Test func aTypoFindsItsRule() {
        #expect(RulesText.nearest(to: "buildtool") == "build-tool")
        #expect(RulesText.nearest(to: "root_user") == "root-user")
        #expect(RulesText.nearest(to: "completely different") == nil)
        #expect(RulesText.page("no-such-rule") == nil)
    }
}
