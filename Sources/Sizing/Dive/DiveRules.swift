// SPDX-License-Identifier: Apache-2.0

/// The three rules of dive's continuous-integration mode, for those who have a `.dive-ci` file.
public struct DiveRules: Sendable, Equatable {
    /// Fails below this score (0…1); nil: disabled.
    public var lowestEfficiency: Double? = 0.9
    /// Fails above this many wasted bytes; nil: disabled, which is dive's default.
    public var highestWastedBytes: Int64?
    /// Fails above this ratio, 0…1 in spite of the name; nil: disabled.
    public var highestUserWastedPercent: Double? = 0.1

    /// Dive's defaults.
    public init() {}

    /// What one rule says.
    public struct Verdict: Sendable, Equatable {
        public enum Status: String, Sendable {
            case pass, fail, disabled
        }

        /// As in the file: `lowestEfficiency`.
        public var rule: String
        public var status: Status
        /// Score, bytes or ratio.
        public var actual: Double
        /// nil for a disabled rule.
        public var limit: Double?
    }

    /// The verdicts in the order of the rules above. A value at its limit passes, as it does for dive.
    public func verdicts(on efficiency: DiveEfficiency) -> [Verdict] {
        [
            DiveRules.verdict("lowestEfficiency", efficiency.score, lowestEfficiency) { $0 < $1 },
            DiveRules.verdict("highestWastedBytes", Double(efficiency.wastedBytes), highestWastedBytes.map(Double.init))
            {
                $0 > $1
            },
            DiveRules.verdict("highestUserWastedPercent", efficiency.userWastedPercent, highestUserWastedPercent) {
                $0 > $1
            },
        ]
    }

    private static func verdict(
        _ rule: String, _ actual: Double, _ limit: Double?, fails: (Double, Double) -> Bool
    ) -> Verdict {
        guard let limit else { return Verdict(rule: rule, status: .disabled, actual: actual) }
        return Verdict(rule: rule, status: fails(actual, limit) ? .fail : .pass, actual: actual, limit: limit)
    }
}
