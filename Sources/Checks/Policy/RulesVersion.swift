// SPDX-License-Identifier: Apache-2.0
public import Findings

/// The rule set has a version, so that an upgrade of the tool never turns a passing build into a failing one: who
/// pins `rules-version` gets what came later as info, until they move the pin.
public enum RulesVersion {
    /// One thing that a version made more severe.
    public struct Change: Sendable, Equatable {
        /// The first version that has it.
        public var version: Int
        public var rule: String
        /// Of that rule; nil: every kind.
        public var kind: String?
        /// What its findings count at most for those who pinned an earlier version: info for what is new.
        public var before: Severity

        public init(version: Int, rule: String, kind: String? = nil, before: Severity = .info) {
            self.version = version
            self.rule = rule
            self.kind = kind
            self.before = before
        }
    }

    /// This tool's version of the rule set.
    public static let current = 1

    /// In the order of versions. Version 1 is the first one: nothing came before it.
    public static let changes: [Change] = []
}
