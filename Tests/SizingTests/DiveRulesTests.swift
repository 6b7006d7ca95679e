// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Sizing
import Testing

@Suite struct DiveRulesTests {
    @Test func `The file that dive's documentation shows`() throws {
        let rules = try DiveRules(
            file: """
                rules:
                  # If the efficiency is measured below X%, mark as failed.
                  lowestEfficiency: 0.95

                  highestWastedBytes: 20MB   # or more
                  highest-user-wasted-percent: "0.20"
                """)
        #expect(rules.lowestEfficiency == 0.95)
        #expect(rules.highestWastedBytes == 20_000_000)
        #expect(rules.highestUserWastedPercent == 0.2)
    }

    @Test func `Defaults, and rules that are off`() throws {
        #expect(try DiveRules(file: "") == DiveRules())
        #expect(try DiveRules(file: "---\nrules:\n") == DiveRules())
        for off in ["disabled", "off", "false", "'disabled'", "", "\"\"", "Disabled"] {
            let rules = try DiveRules(file: "rules:\n  lowestEfficiency: \(off)\n  highestUserWastedPercent: \(off)\n")
            #expect(rules.lowestEfficiency == nil && rules.highestUserWastedPercent == nil, "\(off)")
        }
    }

    @Test(
        arguments: [
            ("4096", 4_096), ("1 B", 1), ("1kb", 1_000), ("1KiB", 1_024), ("1.5 GiB", 1_610_612_736),
            ("1,000 k", 1_000_000),
            ("2e", 2_000_000_000_000_000_000),
        ] as [(String, Int64)])
    func `Sizes as people write them`(text: String, bytes: Int64) throws {
        #expect(try DiveRules(file: "rules:\n  highestWastedBytes: \(text)").highestWastedBytes == bytes)
    }

    @Test(arguments: [
        ("lowestEfficiency: 0.9", 1), ("rules:\n  lowestEffiziency: 0.9", 2), ("rules:\n  lowestEfficiency: 90", 2),
        ("rules:\n\n  highestWastedBytes: 20 pounds", 3), ("rules:\n  highestWastedBytes: 20 ib", 2),
        ("rules:\n  highestWastedBytes: 99EB", 2), ("rules:\n  nothing", 2), ("rules: 5", 1), ("  x: 1", 1),
        ("rules:\n  lowestEfficiency: nan", 2), ("rules:\n  lowestEfficiency: 0.9\n  lowest-efficiency: 1", 3),
    ]) func `What cannot be understood is named with its line`(text: String, line: Int) throws {
        let error = #expect(throws: DiveRulesError.self) { try DiveRules(file: text) }
        #expect(error?.line == line)
    }

    @Test func `Verdicts as dive has them`() throws {
        let tree = try ImageTree(layers: [LayerSketch("a 100", "b 50").entries, LayerSketch("a 30").entries])
        let efficiency = DiveEfficiency(tree: tree)
        #expect(DiveRules().verdicts(on: efficiency).map(\.status) == [.fail, .disabled, .fail])
        var rules = DiveRules()
        rules.lowestEfficiency = efficiency.score
        rules.highestWastedBytes = efficiency.wastedBytes
        rules.highestUserWastedPercent = efficiency.userWastedPercent
        #expect(rules.verdicts(on: efficiency).map(\.status) == [.pass, .pass, .pass], "a value at its limit passes")
        rules.highestWastedBytes = efficiency.wastedBytes - 1
        #expect(rules.verdicts(on: efficiency)[1].status == .fail)
    }

    @Test(arguments: DiveAnswer.all) func `Dive's own verdicts of real archives`(answer: DiveAnswer) throws {
        let verdicts = DiveRules().verdicts(on: DiveEfficiency(tree: try KnownArchive.open(answer.archive).tree))
        #expect(verdicts.map(\.status) == answer.defaultVerdicts)
    }
}
