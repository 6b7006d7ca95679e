// SPDX-License-Identifier: Apache-2.0

/// What one rule of a `.dive-ci` file says.
public struct DiveResult: Sendable, Equatable {
    /// As in the file: `lowestEfficiency`.
    public var rule: String
    public var ok: Bool
    /// Score or ratio from 0 to 1, or bytes.
    public var actual: Double
    public var limit: Double

    public init(rule: String, ok: Bool, actual: Double, limit: Double) {
        self.rule = rule
        self.ok = ok
        self.actual = actual
        self.limit = limit
    }
}
