// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Findings
internal import Reports

extension ImageReport {
    /// Makes the verdict that of an image nobody can vouch for.
    mutating func doubt() {
        verdict.status = .incomplete
        // What was not read has bytes too: no limit is known to be kept.
        for index in verdict.budgets.indices { verdict.budgets[index].ok = false }
        for index in verdict.dive.indices { verdict.dive[index].ok = false }
    }

    /// A warning for everything that keeps the image from being vouched for; a wrong digest is a finding already.
    func incompleteWarnings(name: String) -> [Warning] {
        let found = Set(findings.filter { $0.rule == DigestMismatch.description.id }.map(\.message))
        return gaps.filter { !found.contains($0) }.map { Warning(code: "incomplete", message: $0, where: name) }
    }
}
