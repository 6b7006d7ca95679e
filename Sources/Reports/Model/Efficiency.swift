// SPDX-License-Identifier: Apache-2.0

/// The three numbers of dive, by its formulas, for those who gate on them.
public struct Efficiency: Sendable, Equatable {
    /// 0…1.
    public var score: Double
    public var wastedBytes: Int64
    /// A ratio 0…1, as dive has it, in spite of its name.
    public var userWastedPercent: Double

    public init(score: Double, wastedBytes: Int64, userWastedPercent: Double) {
        self.score = score
        self.wastedBytes = wastedBytes
        self.userWastedPercent = userWastedPercent
    }
}
