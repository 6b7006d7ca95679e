// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import ConfigurationFile
internal import Findings
internal import Reports

/// What of a policy was of use in a run, and what it should say about itself: exceptions that ended, exceptions and
/// budgets that are about nothing.
struct PolicyUse {
    private let options: AnalysisOptions
    private var ignores: Set<Int> = []
    private var entries: Set<Baseline.Entry> = []
    private var placeless: Set<Baseline.Entry> = []
    private var budgets: Set<String> = []
    private var images = 0
    /// What was not read might have matched.
    private var isWhole = true

    init(_ options: AnalysisOptions) { self.options = options }

    mutating func add(_ judged: Judged, budgets names: some Sequence<String>) {
        images += 1
        ignores.formUnion(judged.usedIgnores)
        entries.formUnion(judged.matchedEntries)
        placeless.formUnion(judged.placelessEntries)
        budgets.formUnion(names)
    }

    mutating func addIncomplete() { isWhole = false }

    var warnings: [Warning] {
        let policy = options.policy
        var warnings = misreadDate.map { [$0] } ?? []
        warnings += PolicyUse.expired(policy, baselineFile: options.baselineFile)
        if isWhole && images > 0 {
            for (index, entry) in policy.ignores.enumerated()
            where entry.holds(on: policy.today) && !ignores.contains(index) {
                warnings.append(
                    Warning(
                        code: "ignore-unused", message: "this ignore hides nothing: \(entry.reason)",
                        where: entry.place.isEmpty ? nil : entry.place))
            }
            if let baseline = policy.baseline, baseline.holds(on: policy.today) {
                // A rule that is off finds nothing again: that says nothing about its entries.
                let stale = baseline.entries.filter {
                    !entries.contains($0) && policy.setting(of: $0.rule).isOff != true
                }
                if !stale.isEmpty { warnings.append(self.stale(stale, of: baseline)) }
                if !placeless.isEmpty { warnings.append(placelessWarning) }
            }
            for name in budgetsByName where !budgets.contains(name) {
                warnings.append(
                    Warning(code: "budget-unmatched", message: "the budget «\(name)» is about nothing in the image"))
            }
        }
        return warnings
    }

    /// A day that was asked for and could not be had.
    private var misreadDate: Warning? {
        do throws(ConfigurationError) {
            _ = try SourceDate.seconds()
            return nil
        } catch {
            return Warning(
                code: "source-date-misread", message: "\(error.what); judged as on \(options.today)", where: error.file)
        }
    }

    /// What no longer holds, whatever the image is.
    static func expired(_ policy: Policy, baselineFile: String?) -> [Warning] {
        var warnings: [Warning] = []
        for entry in policy.ignores {
            guard let expires = entry.expires, !entry.holds(on: policy.today) else { continue }
            warnings.append(
                Warning(
                    code: "ignore-expired",
                    message: "this ignore ended on \(expires), its findings count again: " + entry.reason,
                    where: entry.place.isEmpty ? nil : entry.place))
        }
        if let baseline = policy.baseline, !baseline.holds(on: policy.today) {
            warnings.append(
                Warning(
                    code: "baseline-expired",
                    message: "the baseline ended on \(baseline.expires): its \(baseline.entries.count) findings "
                        + "count again", where: baselineFile))
        }
        return warnings
    }

    private func stale(_ entries: [Baseline.Entry], of baseline: Baseline) -> Warning {
        let names = entries.prefix(20).map { "\($0.rule)/\($0.kind) \($0.path)" }.joined(separator: ", ")
        let more = entries.count > 20 ? " and \(entries.count - 20) more" : ""
        return Warning(
            code: "baseline-unmatched",
            message:
                "\(entries.count) of \(baseline.entries.count) accepted findings \(entries.count == 1 ? "is" : "are") gone, «dunnage baseline» "
                + "writes it anew: \(names)\(more)", where: options.baselineFile)
    }

    /// Of a baseline that was written before places were told.
    private var placelessWarning: Warning {
        let names = placeless.map { "\($0.rule)/\($0.kind) \($0.path)" }.sorted()
        let list = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? " and \(names.count - 20) more" : "")
        return Warning(
            code: "baseline-placeless",
            message: "an earlier version wrote the baseline without places, so that new places of these findings pass: "
                + "\(list); «dunnage baseline» writes it anew", where: options.baselineFile)
    }

    private var budgetsByName: [String] {
        options.budgets.paths.map(\.glob.text) + options.budgets.packages.map { "package \($0.name)" }
    }
}
