// SPDX-License-Identifier: Apache-2.0
import Findings
import Testing

@Suite struct NearestWordTests {
    private static let words = ["fail-on", "rules", "budgets", "build-tool", "ignore", "MB", "MiB"]

    @Test(arguments: [
        ("fail_on", "fail-on"), ("failon", "fail-on"), ("rule", "rules"), ("budget", "budgets"), ("ingore", "ignore"),
        ("Build-Tools", "build-tool"), ("mb", "MB"), ("mbi", "MB"), ("mibb", "MiB"),
    ])
    func `A slip of the finger finds its word`(typed: String, word: String) {
        #expect(NearestWord.to(typed, among: NearestWordTests.words) == word)
    }

    @Test(arguments: ["", "zebra", "completely-other", String(repeating: "a", count: 10_000)])
    func `What is like nothing finds nothing`(typed: String) {
        #expect(NearestWord.to(typed, among: NearestWordTests.words) == nil)
    }
}
