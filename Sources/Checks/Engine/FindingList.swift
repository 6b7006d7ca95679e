// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// Where rules put what they find.
struct FindingList {
    private(set) var findings: [Finding] = []

    mutating func add(_ finding: Finding) { findings.append(finding) }
}
