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
        /// Where it is accepted; nil for a finding that its fingerprint tells wherever it is, and for whatever an
        /// earlier version wrote.
        public var places: [String]?
        /// Over every place, where `places` does not list them all.
        public var placesFingerprint: String?

        public init(
            rule: String, kind: String, severity: Severity, path: String, fingerprint: String,
            places: [String]? = nil, placesFingerprint: String? = nil
        ) {
            self.rule = rule
            self.kind = kind
            self.severity = severity
            self.path = path
            self.fingerprint = fingerprint
            self.places = places
            self.placesFingerprint = placesFingerprint
        }
    }

    struct Key: Hashable, Sendable {
        var rule: String
        var fingerprint: String
    }

    /// Entries with places are one only where they accept as much.
    private struct EntryKey: Hashable {
        var key: Key
        var kind: String?
        var severity: Severity?
        var placesFingerprint: String?

        init(_ entry: Entry) {
            key = Key(rule: entry.rule, fingerprint: entry.fingerprint)
            guard entry.places != nil else { return }
            kind = entry.kind
            severity = entry.severity
            placesFingerprint = entry.placesFingerprint
        }
    }

    public let created: CalendarDay
    /// The last day on which it holds.
    public let expires: CalendarDay
    public let reason: String
    /// By rule, kind, path and fingerprint; none twice.
    public let entries: [Entry]
    /// By fingerprint, whether or not places are told.
    let numbers: [Key: Int]
    /// By place.
    let places: [Occurrence: Int]
    /// By the fingerprint over all places.
    let cut: [String: Int]

    /// How long a baseline holds when nobody says.
    public static let days = 90

    public init(created: CalendarDay, expires: CalendarDay, reason: String, entries: [Entry]) {
        self.created = created
        self.expires = expires
        self.reason = reason
        // Of two entries for one finding the more severe one counts.
        var best: [EntryKey: Entry] = [:]
        for var entry in entries {
            if let listed = entry.places { entry.places = Set(listed).sorted() }
            let key = EntryKey(entry)
            guard let known = best[key] else {
                best[key] = entry
                continue
            }
            if let listed = entry.places {
                entry.places = Set(listed).union(known.places ?? []).sorted()
                entry.path = min(entry.path, known.path)
            } else if known.severity >= entry.severity {
                continue
            }
            best[key] = entry
        }
        let sorted = best.values.sorted { left, right in
            let (first, second) = (left.severity.rank, right.severity.rank)
            return (left.rule, left.kind, left.path, left.fingerprint, first, left.placesFingerprint ?? "")
                < (right.rule, right.kind, right.path, right.fingerprint, second, right.placesFingerprint ?? "")
        }
        var numbers: [Key: Int] = [:]
        var places: [Occurrence: Int] = [:]
        var cut: [String: Int] = [:]
        func put<Name: Hashable>(_ index: Int, _ name: Name, into numbers: inout [Name: Int]) {
            if let known = numbers[name], sorted[known].severity >= sorted[index].severity { return }
            numbers[name] = index
        }
        for (index, entry) in sorted.enumerated() {
            put(index, Key(rule: entry.rule, fingerprint: entry.fingerprint), into: &numbers)
            if let fingerprint = entry.placesFingerprint { put(index, fingerprint, into: &cut) }
            for place in entry.places ?? [] {
                // Which of both a finding is known by is its rule's to say.
                for recognition in [Recognition.fingerprintAtPlace, .kindAtPlace] {
                    let occurrence = Occurrence(
                        recognition, rule: entry.rule, kind: entry.kind, fingerprint: entry.fingerprint, place: place)
                    if let occurrence { put(index, occurrence, into: &places) }
                }
            }
        }
        self.entries = sorted
        self.numbers = numbers
        self.places = places
        self.cut = cut
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
                fingerprint: finding.fingerprint,
                places: finding.recognition == .fingerprint ? nil : finding.locations.map(\.path),
                placesFingerprint: finding.placesFingerprint)
        }
        return (
            Baseline(created: created, expires: expires, reason: reason, entries: entries),
            counting.filter(isConfirmedSecret)
        )
    }

    /// Whether it still holds on that day.
    public func holds(on day: CalendarDay) -> Bool { day <= expires }

    /// The rule's own word, whatever a configuration made of it.
    static func isConfirmedSecret(_ finding: Finding) -> Bool {
        finding.category == .secret && finding.ruleSeverity == .critical
    }
}
