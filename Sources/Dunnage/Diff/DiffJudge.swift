// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
public import Reports
public import Sizing

/// Compares two images and says whether the one may follow the other.
public struct DiffJudge: Sendable {
    public let options: DiffOptions

    public init(options: DiffOptions) { self.options = options }

    /// - Parameters:
    ///   - before: nil when there is nothing to compare with: then only the limits on the image itself are judged.
    ///   - sources: what the user named, for the report's head.
    public func report(
        before: ImageSnapshot?, after: ImageSnapshot, sources: (before: String, after: String),
        warnings: [Warning] = []
    ) -> DiffReport {
        let (before, after) = (before.map(options.policy.applied(to:)), options.policy.applied(to: after))
        let comparison = before.map { ImageComparison(before: $0, after: after, listsFiles: options.listsFiles) }
        var report = DiffReport(
            tool: Tool(version: Tool.version), beforeSource: sources.before, afterSource: sources.after,
            afterReference: after.reference, afterPlatform: after.platform, comparison: comparison,
            failOn: options.policy.failOn,
            warnings: warnings + PolicyUse.expired(options.policy, baselineFile: options.baselineFile))
        let sizes = SizeBudgets(options.budgets, before: before, after: after, comparison: comparison)
        if let comparison {
            report.growth = growth(comparison, &report.warnings)
            if let row = growthRow(report.growth, comparison) { report.budgets.append(row) }
            report.proposal = proposal(comparison)
        }
        report.budgets += sizes.rows.map { row($0, comparison) }
        report.warnings += sizes.unmatched.map { name in
            Warning(code: "budget-unmatched", message: "the budget «\(name)» is about nothing in either image")
        }
        let isWhole = after.isComplete && before?.isComplete ?? true
        report.status = status(report, isWhole: isWhole)
        return report
    }

    private func status(_ report: DiffReport, isWhole: Bool) -> DiffReport.Status {
        guard isWhole else { return .incomplete }
        let isBroken = report.budgets.contains { $0.state == .broken } || !report.gatedFindings.isEmpty
        if isBroken { return options.policy.failOn == nil ? .warn : .fail }
        return report.budgets.contains { $0.state == .warned } ? .warn : .pass
    }

    // MARK: Growth

    private func growth(_ comparison: ImageComparison, _ warnings: inout [Warning]) -> DiffGrowth {
        let size = comparison.totals.size.before
        let configured = options.budgets.growth
        let parts = configured ?? GrowthPolicy.standard(for: size)
        let limit = parts.limit(on: size) ?? GrowthPolicy.standard(for: size).limit(on: size) ?? 0
        if size == 0, parts.bytes == nil {
            warnings.append(
                Warning(
                    code: "percent-of-nothing",
                    message: "the image before has no bytes, and a percentage of nothing allows no growth: "
                        + "give the growth budget bytes too"))
        }
        var growth = DiffGrowth(
            bytes: comparison.totals.app.delta, limit: limit,
            warning: GrowthPolicy.warning(for: size, limit: limit), limitBytes: parts.bytes,
            limitPercent: parts.percent, isDefault: configured == nil)
        growth.accepted = acceptance(growth, comparison, &warnings)
        return growth
    }

    /// Growth is accepted for one run, or by the configuration up to a size; said only where it matters.
    private func acceptance(
        _ growth: DiffGrowth, _ comparison: ImageComparison, _ warnings: inout [Warning]
    ) -> DiffGrowth.Acceptance? {
        guard growth.over > 0 else { return nil }
        if let reason = options.acceptReason { return DiffGrowth.Acceptance(reason: reason) }
        guard let accepted = options.growthAccepted else { return nil }
        let expires = accepted.expires.map { "\($0)" }
        guard accepted.holds(on: options.policy.today) else {
            warnings.append(
                Warning(
                    code: "growth-accepted-expired",
                    message: "growth-accepted ended on \(expires ?? "?"): \(accepted.reason)"))
            return nil
        }
        guard comparison.totals.size.after <= accepted.to else {
            warnings.append(
                Warning(
                    code: "growth-accepted-exceeded",
                    message: "growth-accepted goes to \(ByteText.text(accepted.to)), the image has "
                        + ByteText.text(comparison.totals.size.after)))
            return nil
        }
        return DiffGrowth.Acceptance(to: accepted.to, reason: accepted.reason, expires: expires)
    }

    private func growthRow(_ growth: DiffGrowth?, _ comparison: ImageComparison) -> DiffBudget? {
        guard let growth else { return nil }
        let state: DiffBudget.State =
            if growth.over > 0 {
                growth.accepted == nil ? .broken : .accepted
            } else {
                growth.bytes > growth.warning ? .warned : .kept
            }
        return DiffBudget(
            name: "growth", limit: growth.limit, actual: growth.bytes, state: state,
            cause: cause(comparison) { $0.appBytes > 0 })
    }

    // MARK: Limits on the image

    private func row(_ row: SizeBudgets.Row, _ comparison: ImageComparison?) -> DiffBudget {
        let cause = comparison.flatMap { comparison in
            self.cause(comparison) { cause in
                guard cause.bytes > 0 else { return false }
                switch row.subject {
                case .image: return true
                case .live: return cause.kind != .dead
                case .layer(let index): return cause.layer == index
                case .path(let glob):
                    return (cause.kind == .file || cause.kind == .directory) && glob.matches(cause.name)
                case .package(let name): return cause.kind == .package && cause.name.elementsEqual(name.utf8)
                }
            }
        }
        return DiffBudget(
            name: row.name, limit: row.limit, actual: row.actual, before: row.before,
            state: row.isBroken ? .broken : .kept, cause: cause)
    }

    /// The largest cause that fits.
    private func cause(_ comparison: ImageComparison, where fits: (Cause) -> Bool) -> String? {
        comparison.causes.first { $0.kind != .other && fits($0) }.map { DiffReport.title(of: $0) }
    }

    // MARK: Ratchet

    /// When the image is a tenth smaller, the limit that keeps it so: a tenth above what it has now.
    private func proposal(_ comparison: ImageComparison) -> String? {
        let size = comparison.totals.size
        // A sparse file may claim up to Int64.max, so nothing is multiplied; what is added stays below the size before.
        let tenth = size.before / 10 + (size.before % 10 > 0 ? 1 : 0)
        guard size.delta <= -1_000_000, -size.delta >= tenth else { return nil }
        let bound = size.after + size.after / 10
        let limit = bound / 1_000_000 + (bound % 1_000_000 > 0 ? 1 : 0)
        if let known = options.budgets.image, known <= limit * 1_000_000 { return nil }
        return "budgets: {image: \(limit)MB}"
    }
}
