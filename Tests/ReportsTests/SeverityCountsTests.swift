// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import Testing

@Suite struct SeverityCountsTests {
    @Test func suppressedFindingsDoNotCount() {
        func finding(_ severity: Severity, suppressedBy reason: String? = nil) -> Finding {
            var finding = Finding(
                rule: "root-user", kind: "root", severity: severity, category: .privilege, message: "", remedy: "",
                origin: .app, fingerprint: "", locations: [])
            finding.suppressedBy = reason
            return finding
        }
        let counts = SeverityCounts(of: [finding(.high), finding(.high, suppressedBy: "known"), finding(.info)])
        #expect(counts == SeverityCounts(high: 1, info: 1))
    }
}
