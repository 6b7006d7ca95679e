// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// What of a finding a baseline accepted.
extension Baseline {
    /// How much of one finding is accepted, and by which entries.
    struct Acceptance {
        enum Extent {
            case none
            /// At some of its places: `accepts` tells at which.
            case some
            case all
        }

        var extent = Extent.none
        /// Those that stand for it, also when it became worse than they accept.
        var entries: Set<Entry> = []
        /// The entry does not say which places it stands for, and the finding may have others.
        var isPlaceless = false
    }

    /// A confirmed secret is never accepted, whatever the file says. Places that the finding does not list are accepted
    /// only where all of its places are the same as they were: nobody could tell which one is new.
    func acceptance(of finding: Finding) -> Acceptance {
        var acceptance = Acceptance()
        guard !Baseline.isConfirmedSecret(finding) else { return acceptance }
        if finding.recognition == .fingerprint {
            guard let entry = entry(by: finding.fingerprint, of: finding.rule) else { return acceptance }
            acceptance.entries = [entry]
            acceptance.extent = entry.severity >= finding.severity ? .all : .none
            return acceptance
        }
        if let entry = placelessEntry(of: finding) {
            acceptance.entries = [entry]
            acceptance.isPlaceless = finding.placeCount > 1 || finding.path != entry.path
            acceptance.extent = entry.severity >= finding.severity ? .all : .none
            if acceptance.extent == .all { return acceptance }
        }
        var accepted = 0
        for location in finding.locations {
            guard let entry = entry(of: finding, at: location.path) else { continue }
            acceptance.entries.insert(entry)
            if entry.severity >= finding.severity { accepted += 1 }
        }
        if accepted == finding.locations.count, finding.locationsCut > 0 {
            let entry = finding.placesFingerprint.flatMap { cut[$0] }.map { entries[$0] }
            let isSame = entry.map { $0.rule == finding.rule && $0.severity >= finding.severity } ?? false
            acceptance.extent = isSame ? .all : .none
        } else {
            acceptance.extent = accepted == 0 ? .none : accepted == finding.locations.count ? .all : .some
        }
        return acceptance
    }

    /// Whether it accepts the finding at that place.
    func accepts(_ finding: Finding, at place: String) -> Bool {
        entry(of: finding, at: place).map { $0.severity >= finding.severity } ?? false
    }

    private func entry(of finding: Finding, at place: String) -> Entry? {
        finding.occurrence(at: place).flatMap { places[$0] }.map { entries[$0] }
    }

    private func entry(by fingerprint: String, of rule: String) -> Entry? {
        numbers[Key(rule: rule, fingerprint: fingerprint)].map { entries[$0] }
    }

    /// An entry that an earlier version wrote.
    private func placelessEntry(of finding: Finding) -> Entry? {
        entry(by: finding.fingerprint, of: finding.rule).flatMap { $0.places == nil ? $0 : nil }
    }
}
