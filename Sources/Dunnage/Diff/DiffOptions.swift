// SPDX-License-Identifier: Apache-2.0
public import Checks
public import Findings
public import Sizing

/// What a comparison is judged by.
public struct DiffOptions: Sendable, Equatable {
    public var budgets = Budgets()
    /// Growth that the configuration accepts.
    public var growthAccepted: GrowthAccepted?
    /// Why the growth of this one run is fine; nil when nobody said so.
    public var acceptReason: String?
    /// What fails and what is excepted, also of findings in a snapshot that was made under another policy.
    public var policy: Policy
    /// Lists every file of both trees, for a report that shows them.
    public var listsFiles = false
    /// Where the policy's baseline comes from, for warnings.
    public var baselineFile: String?

    public init(today: CalendarDay) { policy = Policy(today: today) }

    /// Judges a comparison as these options judge an image.
    public init(_ options: AnalysisOptions) {
        budgets = options.budgets
        policy = options.policy
        baselineFile = options.baselineFile
    }
}
