// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import LayerTree
internal import SecretScan

/// Looks for secrets in the names of a layer and takes them out: names go into every report, into snapshots and into
/// the cache. Linear in the names; nothing is changed where nothing is found.
struct NameScan {
    /// Where a name is kept.
    private enum Place {
        case path(PathTable.ID)
        case link(entry: Int)
        case member(secret: Int)
        case note(Int)
    }

    private let engine: SecretEngine
    /// Names, a line each.
    private var text: [UInt8] = []
    private var lines: [(start: Int, place: Place)] = []

    /// No value that says what it is is shorter.
    private static let shortest = 16

    init(_ engine: SecretEngine) { self.engine = engine }

    mutating func clean(_ facts: inout LayerFacts) {
        // Without working memory nothing can be found; the scans of the contents say so.
        guard var scratch = try? engine.makeScratch() else { return }
        gather(facts)
        let hits = text.withUnsafeBytes { engine.scanFileNames($0, scratch: &scratch) }
        guard !hits.isEmpty else { return }
        var renamed: [PathTable.ID: [UInt8]] = [:]
        var line = 0
        var next = 0
        while next < hits.count {
            while line + 1 < lines.count, lines[line + 1].start <= Int(hits[next].offset) { line += 1 }
            let start = lines[line].start
            let end = line + 1 < lines.count ? lines[line + 1].start - 1 : text.count
            var found: [SecretHit] = []
            while next < hits.count, Int(hits[next].offset) < end {
                // One that reaches into the next line is two names' coincidence.
                if Int(hits[next].offset) + Int(hits[next].length) <= end { found.append(hits[next]) }
                next += 1
            }
            let name = NameScan.without(found, Array(text[start..<end]), from: start)
            switch lines[line].place {
            case .path(let path):
                renamed[path] = name
                facts.named += found.map { NamedSecret(path: path, hit: $0) }
            case .link(let entry):
                facts.entries.strings[Int(facts.entries.entries[entry].text)] = name
                let path = facts.entries.entries[entry].path
                facts.named += found.map { NamedSecret(path: path, hit: $0) }
            case .member(let secret):
                facts.secrets[secret].member = name
                let path = facts.entries.entries[Int(facts.secrets[secret].entry)].path
                facts.named += found.map { NamedSecret(path: path, hit: $0) }
            case .note(let note): facts.notes[note].path = name
            }
        }
        if !renamed.isEmpty { facts.entries.paths = facts.entries.paths.renaming(renamed) }
    }

    private mutating func gather(_ facts: LayerFacts) {
        let paths = facts.entries.paths
        for index in 1..<max(1, paths.count) {
            let id = PathTable.ID(rawValue: Int32(index))
            paths.withName(of: id) { add($0, .path(id)) }
        }
        for (index, entry) in facts.entries.entries.enumerated() where entry.kind == .symlink {
            facts.entries.symlinkText(entry)?.withUnsafeBytes { add($0, .link(entry: index)) }
        }
        for (index, secret) in facts.secrets.enumerated() {
            secret.member?.withUnsafeBytes { add($0, .member(secret: index)) }
        }
        for (index, note) in facts.notes.enumerated() { note.path.withUnsafeBytes { add($0, .note(index)) } }
    }

    private mutating func add(_ name: UnsafeRawBufferPointer, _ place: Place) {
        guard name.count >= NameScan.shortest else { return }
        lines.append((text.count, place))
        text.append(contentsOf: name)
        text.append(UInt8(ascii: "\n"))
    }

    /// The name with what may be shown of each secret, and enough of its fingerprint that two secrets stay two names,
    /// in every layer the same.
    private static func without(_ hits: [SecretHit], _ name: [UInt8], from start: Int) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        for hit in hits where Int(hit.offset) - start >= copied {
            result += name[copied..<Int(hit.offset) - start]
            result += hit.evidence.utf8
            result.append(UInt8(ascii: "#"))
            result += Digest.hex(hit.fingerprint.prefix(4)).utf8
            copied = Int(hit.offset) - start + Int(hit.length)
        }
        return result + name[copied...]
    }
}
