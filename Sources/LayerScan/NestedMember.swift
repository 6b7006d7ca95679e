// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import SecretScan

/// One member of an archive inside a layer, scanned as it is unpacked.
struct NestedMember {
    private let entry: Int32
    /// Cleaned: what is shown behind `!/`.
    private let name: [UInt8]
    /// What the engine judges the name by and makes fingerprints of passwords with.
    private let path: [UInt8]
    private let engine: SecretEngine
    private var cutter: PieceCutter?
    private var lines = 0
    private var isBinary = false
    /// Secrets that may still be told of the archive.
    private let room: Int
    private(set) var secrets: [SecretFact] = []
    /// Secrets in all, told or not.
    private(set) var found = 0
    private(set) var drops = SecretDrops()

    private static let nameLimit = 4_096
    private static let slash = UInt8(ascii: "/")

    init(entry: Int32, archive: [UInt8], name: [UInt8], engine: SecretEngine, room: Int) {
        self.entry = entry
        self.room = room
        self.name = NestedMember.clean(name)
        self.engine = engine
        path = archive + Array("!/".utf8) + self.name
    }

    var isGathering: Bool { cutter != nil }

    mutating func gather(_ chunk: Chunk, _ scratch: inout SecretScratch) {
        var pieces: [PieceCutter.Piece] = []
        var cutter = self.cutter ?? PieceCutter(at: 0)
        chunk.withBytes { bytes in cutter.add(bytes) { pieces.append($0) } }
        self.cutter = cutter
        for piece in pieces { scan(piece, isWhole: false, &scratch) }
    }

    /// `isCut`: the member is longer than what was gathered.
    mutating func finish(isCut: Bool, _ scratch: inout SecretScratch) {
        var pieces: [PieceCutter.Piece] = []
        cutter?.finish { pieces.append($0) }
        cutter = nil
        for piece in pieces {
            let isWhole = !isCut && pieces.count == 1 && piece.base == 0
            scan(piece, isWhole: isWhole, &scratch)
        }
    }

    mutating func scan(_ piece: PieceCutter.Piece, isWhole: Bool, _ scratch: inout SecretScratch) {
        var hits: [SecretHit] = []
        piece.content.withBytes { bytes in
            path.withUnsafeBytes { path in
                engine.scan(
                    bytes, accepting: piece.accepting,
                    context: SecretContext(path: path, baseOffset: piece.base, isWholeFile: isWhole),
                    scratch: &scratch, into: &hits)
            }
            let own = UnsafeRawBufferPointer(rebasing: bytes[piece.accepting])
            let start = piece.base + Int64(piece.accepting.lowerBound)
            if start == 0 { isBinary = TextLines.isBinary(own) }
            found += hits.count
            var count = LineCount(own)
            for hit in hits.prefix(room - secrets.count) {
                let line = isBinary ? nil : 1 + lines + count.newlines(upTo: Int(hit.offset - start))
                secrets.append(SecretFact(entry: entry, hit: hit, line: line, member: name))
            }
            drops.add(scratch.takeDrops(), entry: entry, member: name) { offset in
                isBinary ? nil : 1 + lines + TextLines.newlines(own, upTo: Int(offset - start))
            }
            if !isWhole { lines += TextLines.newlines(own, upTo: own.count) }
        }
    }

    /// Without `.`, empty and leading components; `..` takes back what is before it and never leaves the archive.
    private static func clean(_ name: [UInt8]) -> [UInt8] {
        var parts: [ArraySlice<UInt8>] = []
        for part in name.prefix(nameLimit).split(separator: slash) {
            if part.elementsEqual("..".utf8) {
                _ = parts.popLast()
            } else if !part.elementsEqual(".".utf8) {
                parts.append(part)
            }
        }
        return Array(parts.joined(separator: [slash]))
    }
}
