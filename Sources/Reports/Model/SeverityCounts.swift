// SPDX-License-Identifier: Apache-2.0

public import Findings

/// How many findings there are of each severity, suppressed ones left out.
public struct SeverityCounts: Sendable, Equatable {
    public var critical: Int
    public var high: Int
    public var medium: Int
    public var low: Int
    public var info: Int

    public init(critical: Int = 0, high: Int = 0, medium: Int = 0, low: Int = 0, info: Int = 0) {
        self.critical = critical
        self.high = high
        self.medium = medium
        self.low = low
        self.info = info
    }

    /// Counts the findings that nothing suppresses.
    public init(of findings: [Finding]) {
        self.init()
        for finding in findings where finding.suppressedBy == nil { self[finding.severity] += 1 }
    }

    public subscript(_ severity: Severity) -> Int {
        get {
            switch severity {
            case .critical: critical
            case .high: high
            case .medium: medium
            case .low: low
            case .info: info
            }
        }
        set {
            switch severity {
            case .critical: critical = newValue
            case .high: high = newValue
            case .medium: medium = newValue
            case .low: low = newValue
            case .info: info = newValue
            }
        }
    }
}
