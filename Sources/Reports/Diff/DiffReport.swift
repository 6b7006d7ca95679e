// SPDX-License-Identifier: Apache-2.0

public import Findings
public import Sizing

/// What `dunnage diff` found out and decided. Every renderer of a comparison reads this value and nothing else.
public struct DiffReport: Sendable, Equatable {
    /// How it ended.
    public enum Status: String, Sendable, CaseIterable {
        /// No difference, or none that anybody asked to be told of.
        case pass
        /// Nothing is broken, but the growth is worth a look.
        case warn
        case fail
        /// An image is not whole or cannot be vouched for, so no budget can be kept.
        case incomplete
    }

    public var tool: Tool
    /// What the user named: a file, `-`.
    public var beforeSource: String
    public var afterSource: String
    /// The image after, whether or not there was something to compare it with.
    public var afterReference: String?
    public var afterPlatform: String?
    /// nil when there was nothing to compare with.
    public var comparison: ImageComparison?
    public var growth: DiffGrowth?
    /// Every budget that was judged, growth first.
    public var budgets: [DiffBudget]
    /// A line for `.dunnage.yml` when the image shrank enough; nil otherwise.
    public var proposal: String?
    /// New findings of this severity or above fail; nil: nothing fails, budgets included.
    public var failOn: Severity?
    public var status: Status
    public var warnings: [Warning]

    public init(
        tool: Tool, beforeSource: String, afterSource: String, afterReference: String? = nil,
        afterPlatform: String? = nil, comparison: ImageComparison? = nil,
        growth: DiffGrowth? = nil, budgets: [DiffBudget] = [], proposal: String? = nil, failOn: Severity? = .high,
        status: Status = .pass, warnings: [Warning] = []
    ) {
        self.tool = tool
        self.beforeSource = beforeSource
        self.afterSource = afterSource
        self.afterReference = afterReference
        self.afterPlatform = afterPlatform
        self.comparison = comparison
        self.growth = growth
        self.budgets = budgets
        self.proposal = proposal
        self.failOn = failOn
        self.status = status
        self.warnings = warnings
    }

    /// What to call the image: without registry, path and tag.
    public var name: String {
        guard let reference = afterReference ?? comparison?.before.reference else {
            return afterSource == "-" ? "image" : afterSource.split(separator: "/").last.map(String.init) ?? "image"
        }
        return DiffReport.parts(reference).name
    }

    /// `registry/team/shop:v2` is called `shop`, and its tag is `v2`.
    public static func parts(_ reference: String) -> (name: String, tag: String?) {
        let last = reference.split(separator: "/").last ?? Substring(reference)
        let bare = last.prefix { $0 != ":" && $0 != "@" }
        let rest = last.dropFirst(bare.count + 1)
        return (bare.isEmpty ? String(last) : String(bare), rest.isEmpty ? nil : String(rest))
    }

    /// What to call a cause in a table.
    public static func title(of cause: Cause) -> String { CauseText.title(cause) }

    /// What `growth-accepted` must go to for the image as it is: `156MB`.
    static func acceptableSize(_ comparison: ImageComparison) -> String {
        let megabyte: Int64 = 1_000_000
        let size = comparison.totals.size.after
        // Divided before it is rounded up: a sparse file may claim all that a number holds.
        return "\(size / megabyte + (size % megabyte > 0 ? 1 : 0))MB"
    }

    /// New findings that the gate refuses.
    public var gatedFindings: [ImageSnapshot.FindingMark] {
        guard let failOn, let comparison else { return [] }
        return comparison.findings.new.filter { (Severity(rawValue: $0.severity) ?? .info) >= failOn }
    }

    /// Nothing that a reader must be told: no growth worth a word, no new finding of weight, nothing broken.
    public var isQuiet: Bool {
        guard let comparison, status == .pass, proposal == nil, warnings.isEmpty else { return false }
        let isSmall = growth.map { comparison.totals.size.delta.magnitude <= UInt64(max(0, $0.warning)) } ?? false
        return isSmall && budgets.allSatisfy { $0.state == .kept }
            && !comparison.findings.new.contains { (Severity(rawValue: $0.severity) ?? .info) >= .medium }
    }
}
