// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import LayerTree
internal import SecretScan

/// Puts together what the archives of one layer brought, in the order of the layer, and draws the line where the
/// budget ends.
struct NestedMerge {
    private let limits: ReadingLimits
    private var secrets: [Int32: [SecretFact]] = [:]
    private(set) var drops = SecretDrops()
    private var notes: [ScanNote] = []
    private var noteCounts: [ScanNote.Code: Int] = [:]
    /// Bytes that the archives unpacked to.
    private(set) var used: Int64 = 0
    private var closed = 0
    private var firstClosed: [UInt8] = []

    /// Notes of one kind that are kept; the rest is counted.
    private static let notesKept = 20

    init(limits: ReadingLimits) { self.limits = limits }

    /// To be called in the order of entries.
    mutating func add(_ archive: NestedResult, _ entries: LayerEntries) {
        guard used < limits.nestedBytes, archive.wasOpened else {
            if closed == 0 { firstClosed = entries.paths.bytes(of: entries.entries[Int(archive.entry)].path) }
            closed += 1
            return
        }
        used += archive.unpacked
        drops.add(archive.drops)
        if !archive.secrets.isEmpty { secrets[archive.entry] = archive.secrets }
        for note in archive.notes {
            noteCounts[note.code, default: 0] += 1
            if noteCounts[note.code, default: 0] <= NestedMerge.notesKept { notes.append(note) }
        }
    }

    /// `plain` with the secrets of archives behind those of their own bytes. What lies in an archive as it is shows
    /// in both: the member is the better place.
    func merged(into plain: [SecretFact]) -> [SecretFact] {
        guard !secrets.isEmpty else { return plain }
        var all: [SecretFact] = []
        all.reserveCapacity(plain.count + secrets.count)
        var known: [Int32: Set<Mark>] = [:]
        for (entry, found) in secrets { known[entry] = Set(found.map { Mark($0) }) }
        for fact in plain where known[fact.entry]?.contains(Mark(fact)) != true { all.append(fact) }
        for entry in secrets.keys.sorted() { all += secrets[entry] ?? [] }
        return all.enumerated().sorted { ($0.element.entry, $0.offset) < ($1.element.entry, $1.offset) }.map(\.element)
    }

    var allNotes: [ScanNote] {
        var all = notes
        for (code, count) in noteCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where count > NestedMerge.notesKept {
            let rest = count - NestedMerge.notesKept
            let what = code == .more ? "more archives with secrets that are not told" : "more of \(code.rawValue)"
            all.append(ScanNote(.more, "\(rest) \(what)"))
        }
        if closed > 0 {
            all.append(
                ScanNote(
                    .nestedCut, path: firstClosed,
                    "\(closed) archives from this one on stay closed: those before them unpack to more than "
                        + "\(limits.nestedBytes) bytes; raise --max-nested-bytes"))
        }
        return all
    }

    /// The same secret seen twice in one file.
    private struct Mark: Hashable {
        var kind: Int
        var fingerprint: [UInt8]
        var keyName: String?
        var length: Int32

        init(_ fact: SecretFact) {
            kind = fact.hit.kind
            // Of passwords the fingerprint names the place.
            fingerprint = fact.hit.namesValue ? fact.hit.fingerprint : []
            keyName = fact.hit.namesValue ? nil : fact.hit.keyName
            length = fact.hit.namesValue ? 0 : fact.hit.length
        }
    }
}
