// SPDX-License-Identifier: Apache-2.0
internal import Findings

/// The findings of one image, for another one's to be looked up among them.
struct KnownFindings {
    /// By rule and fingerprint.
    private var counts: [String: Int] = [:]
    private var occurrences: Set<Occurrence> = []
    /// Of marks that an earlier version wrote, with a single place: any way in which today's rule may know them.
    private var guesses: Set<Occurrence> = []
    /// Over all places of findings that do not list them all.
    private var cut: Set<String> = []
    /// Rules and kinds of these.
    private var cutKinds: Set<String> = []
    /// Marks that an earlier version wrote, by rule and fingerprint, with several places and only the first one told.
    private var placeless: [String: Int] = [:]

    init(_ image: ImageSnapshot) {
        for mark in image.findings { add(mark, isCounted: true) }
        for mark in image.suppressed { add(mark, isCounted: false) }
    }

    private mutating func add(_ mark: ImageSnapshot.FindingMark, isCounted: Bool) {
        counts[KnownFindings.key(mark), default: 0] += 1
        if mark.isByPlace {
            for path in mark.paths {
                if let occurrence = mark.occurrence(at: path) { occurrences.insert(occurrence) }
                // What somebody excepted under one hashed name they have not excepted under the next one.
                if isCounted, let masked = mark.maskedOccurrence(at: path) { occurrences.insert(masked) }
            }
            if let fingerprint = mark.placesFingerprint, mark.unlisted > 0 { cut.insert(fingerprint) }
            if mark.unlisted > 0 { cutKinds.insert(mark.rule + "/" + mark.kind) }
        } else if mark.recognition == nil, mark.places == 1 {
            guesses.formUnion(mark.possibleOccurrences)
        } else if mark.recognition == nil {
            placeless[KnownFindings.key(mark)] = max(mark.places, placeless[KnownFindings.key(mark)] ?? 0)
        }
    }

    private static func key(_ mark: ImageSnapshot.FindingMark) -> String { mark.rule + "/" + mark.fingerprint }

    /// What of another image's finding is not here; nil when all of it is. Of places that a finding does not list it
    /// is known that they are the same only where all of its places are.
    mutating func new(_ mark: ImageSnapshot.FindingMark) -> ImageSnapshot.FindingMark? {
        guard mark.isByPlace else { return isKnown(mark) ? nil : mark }
        if let known = placeless[KnownFindings.key(mark)] { return mark.places > known ? mark : nil }
        let unknown = mark.paths.filter { !isKnown(mark, at: $0) }
        let unlisted = mark.placesFingerprint.map(cut.contains) == true ? 0 : mark.unlisted
        if unknown.isEmpty, unlisted == 0 { return nil }
        if unknown.count == mark.paths.count, unlisted == mark.unlisted { return mark }
        var part = mark.part(unknown, unlisted: unlisted)
        part.message += " (\(part.places) of \(mark.places) places new)"
        return part
    }

    /// What of another image's finding is surely not here any more; nil when all of it may be.
    mutating func gone(_ mark: ImageSnapshot.FindingMark) -> ImageSnapshot.FindingMark? {
        guard mark.isByPlace else {
            if isKnown(mark) { return nil }
            let isThere = mark.recognition == nil && !occurrences.isDisjoint(with: mark.possibleOccurrences)
            return isThere ? nil : mark
        }
        if placeless[KnownFindings.key(mark)] != nil || cutKinds.contains(mark.rule + "/" + mark.kind) { return nil }
        let missing = mark.paths.filter { !isKnown(mark, at: $0) }
        if missing.isEmpty { return nil }
        if missing.count == mark.paths.count { return mark }
        var part = mark.part(missing)
        part.message += " (\(part.places) of \(mark.places) places gone)"
        return part
    }

    private func isKnown(_ mark: ImageSnapshot.FindingMark, at place: String) -> Bool {
        if let occurrence = mark.occurrence(at: place),
            occurrences.contains(occurrence) || guesses.contains(occurrence)
        {
            return true
        }
        return mark.maskedOccurrence(at: place).map(occurrences.contains) == true
    }

    /// Each finding here stands for one there.
    private mutating func isKnown(_ mark: ImageSnapshot.FindingMark) -> Bool {
        guard let count = counts[KnownFindings.key(mark)], count > 0 else { return false }
        counts[KnownFindings.key(mark)] = count - 1
        return true
    }
}

extension ImageSnapshot.FindingMark {
    fileprivate func occurrence(at place: String) -> Occurrence? {
        recognition.flatMap {
            Occurrence($0, rule: rule, kind: kind, fingerprint: fingerprint, place: place)
        }
    }

    /// One value that moved from `main.3f9c2.js` to `main.8d01a.js` is in the same place still.
    fileprivate func maskedOccurrence(at place: String) -> Occurrence? {
        guard recognition == .fingerprintAtPlace, place.hasPrefix("/"),
            let masked = HashedName.masked(Array(place.utf8))
        else { return nil }
        return occurrence(at: String(decoding: masked, as: UTF8.self))
    }

    /// Its first place, in whichever way its rule knows it today.
    fileprivate var possibleOccurrences: Set<Occurrence> {
        Set(
            Recognition.allCases.compactMap {
                Occurrence($0, rule: rule, kind: kind, fingerprint: fingerprint, place: path)
            })
    }
}
