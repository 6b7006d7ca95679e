// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Findings
internal import LayerTree
internal import Reports
internal import Sizing

extension ReportBuilder {
    /// Counts, budgets, baseline and the rest of the verdict, for an image as far as it was read.
    func giveVerdict(
        _ findings: [Finding], _ budgets: [BudgetOutcome], _ facts: ImageFacts, _ report: inout ImageReport
    ) {
        let policy = options.policy
        report.verdict.counts = SeverityCounts(of: findings)
        report.verdict.budgets = budgets.map {
            BudgetResult(name: $0.name, limit: $0.limit, actual: $0.actual, ok: $0.isKept, cause: $0.cause)
        }
        if let dive = options.dive { report.verdict.dive = ReportBuilder.results(dive, on: facts.tree) }
        if let baseline = policy.baseline {
            report.verdict.baseline = BaselineReport(
                file: options.baselineFile ?? "", expires: baseline.expires,
                isExpired: !baseline.holds(on: policy.today),
                covered: Suppression.counts(findings)[.baseline] ?? 0)
        }
        let keepsAll = report.verdict.budgets.allSatisfy(\.ok) && report.verdict.dive.allSatisfy(\.ok)
        let passes = policy.passes(findings) && (keepsAll || policy.failOn == nil)
        report.verdict.status = passes ? .pass : .fail
    }

    private static func results(_ rules: DiveRules, on tree: ImageTree) -> [DiveResult] {
        rules.verdicts(on: DiveEfficiency(tree: tree)).compactMap { verdict in
            guard verdict.status != .disabled, let limit = verdict.limit else { return nil }
            return DiveResult(
                rule: verdict.rule, ok: verdict.status == .pass,
                actual: min(verdict.actual, .greatestFiniteMagnitude), limit: limit)
        }
    }
}
