// SPDX-License-Identifier: Apache-2.0
public import Findings

/// Findings that a team accepted on a day, so that only new ones fail. It ends by itself, and a secret whose
/// structure was confirmed is never in it.
public struct Baseline: Sendable, Equatable {
    /// What is kept of one finding: enough to know it again, nothing that it said.
    public struct Entry: Sendable, Hashable {
        public var rule: String
        public var kind: String
        /// As accepted: a finding that became worse counts again.
        public var severity: Severity
        public var path: String
        public var fingerprint: String

        public init(rule: String, kind: String, severity: Severity, path: String, fingerprint: String) {
            self.rule = rule
            self.kind = kind
            self.severity = severity
            self.path = path
            self.fingerprint = fingerprint
        }
    }

    private struct Key: Hashable, Sendable {
        var rule: String
        var fingerprint: String
    }

    public let created: CalendarDay
    /// The last day on which it holds.
    public let expires: CalendarDay
    public let reason: String
    /// By rule, kind, path and fingerprint; none twice.
    public let entries: [Entry]
    private let numbers: [Key: Int]

    /// How long a baseline holds when nobody says.
    public static let days = 90

    public init(created: CalendarDay, expires: CalendarDay, reason: String, entries: [Entry]) {
        self.created = created
        self.expires = expires
        self.reason = reason
        // Of two entries for one finding the more severe one counts.
        var best: [Key: Entry] = [:]
        for entry in entries {
            let key = Key(rule: entry.rule, fingerprint: entry.fingerprint)
            if let known = best[key], known.severity >= entry.severity { continue }
            best[key] = entry
        }
        self.entries = best.values.sorted {
            ($0.rule, $0.kind, $0.path, $0.fingerprint) < ($1.rule, $1.kind, $1.path, $1.fingerprint)
        }
        var numbers: [Key: Int] = [:]
        for (index, entry) in self.entries.enumerated() {
            numbers[Key(rule: entry.rule, fingerprint: entry.fingerprint)] = index
        }
        self.numbers = numbers
    }

    /// Accepts the findings that count, but for confirmed secrets.
    ///
    /// - Returns: the baseline, and the findings that it must not accept.
    public static func accepting(
        _ findings: [Finding], reason: String, created: CalendarDay, expires: CalendarDay
    ) -> (baseline: Baseline, refused: [Finding]) {
        let counting = findings.filter { $0.suppressedBy == nil && $0.category != .integrity }
        let entries = counting.filter { !isConfirmedSecret($0) }.map { finding in
            Entry(
                rule: finding.rule, kind: finding.kind, severity: finding.severity, path: finding.path,
                fingerprint: finding.fingerprint)
        }
        return (
            Baseline(created: created, expires: expires, reason: reason, entries: entries),
            counting.filter(isConfirmedSecret)
        )
    }

    /// Whether it still holds on that day.
    public func holds(on day: CalendarDay) -> Bool { day <= expires }

    /// The entry that stands for a finding; nil for a new one, and for a confirmed secret whatever the file says.
    public func entry(for finding: Finding) -> Entry? {
        guard !Baseline.isConfirmedSecret(finding) else { return nil }
        return numbers[Key(rule: finding.rule, fingerprint: finding.fingerprint)].map { entries[$0] }
    }

    /// The rule's own word, whatever a configuration made of it.
    private static func isConfirmedSecret(_ finding: Finding) -> Bool {
        finding.category == .secret && finding.ruleSeverity == .critical
    }
}
