// SPDX-License-Identifier: Apache-2.0

import Findings

/// One limit in words: a budget, or a rule of `.dive-ci`. Every renderer that shows limits reads this list, so that none
/// of them is silent about what made the image fail.
struct LimitText {
    var name: String
    /// `budget image`, `.dive-ci rule lowestEfficiency`.
    var title: String
    var actual: String
    /// True for a limit from below.
    var isLeast: Bool
    var limit: String
    var ok: Bool
    /// False also for a limit of which only a part was read.
    var isOver: Bool
    /// ` by 36.2 MB`; empty where a difference means nothing.
    var by: String
    var cause: String?

    /// `of`, or `of at least`.
    var relation: String { isLeast ? "of at least" : "of" }

    /// The limit where no `relation` stands before it: `1.0 MB`, `at least 95.0 %`.
    var bound: String { (isLeast ? "at least " : "") + limit }

    /// `12.0 MB of 10.0 MB`.
    var comparison: String { "\(actual) \(relation) \(limit)" }

    init(_ budget: BudgetResult) {
        let (over, overflow) = budget.actual.subtractingReportingOverflow(budget.limit)
        name = budget.name
        title = "budget \(budget.name)"
        actual = ByteText.text(budget.actual)
        isLeast = false
        limit = ByteText.text(budget.limit)
        ok = budget.ok
        isOver = budget.actual > budget.limit
        by = !overflow && over > 0 ? " by " + ByteText.text(over) : ""
        cause = budget.cause
    }

    init(_ result: DiveResult) {
        let isBytes = result.rule == "highestWastedBytes"
        func text(_ value: Double) -> String {
            isBytes ? ByteText.text(Int64(min(max(value, 0), 9e18))) : LimitText.percent(value)
        }
        name = result.rule
        title = ".dive-ci rule \(result.rule)"
        actual = text(result.actual)
        isLeast = result.rule == "lowestEfficiency"
        limit = text(result.limit)
        ok = result.ok
        isOver = !result.ok
        by = ""
        cause = ".dive-ci"
    }

    /// `98.4 %` of a ratio, cut towards zero so that nothing reads as kept that is not.
    private static func percent(_ ratio: Double) -> String {
        let tenths = Int64((min(max(ratio, 0), 1e9) * 1_000).rounded(.down))
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

extension Verdict {
    /// Budgets, then rules of `.dive-ci`.
    var limits: [LimitText] { budgets.map { LimitText($0) } + dive.map { LimitText($0) } }

    var brokenLimits: [LimitText] { limits.filter { !$0.ok } }
}
