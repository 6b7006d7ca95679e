// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests

/// An archive that is read once, from its first byte to its last: documents are kept, everything that may be a
/// layer is scanned as it passes.
struct StreamedArchive: MemberCatalog {
    let source: String
    private(set) var names: [String] = []
    private var documents: [String: [UInt8]] = [:]
    private var candidates: [String: Int] = [:]
    private var oversized: [String: Int64] = [:]
    /// What is neither a document nor a layer: its names tell what the archive is instead of one of images.
    private var others: Set<String> = []
    private var links = MemberLinks()
    private let limits: ReadingLimits
    private(set) var damage: ImageError?

    /// Reads `content` to its end. An error in the archive's own structure ends the reading; one in a candidate is
    /// the candidate's own.
    init(
        _ content: any ChunkSource, source: String, limits: ReadingLimits, candidates scanner: some LayerCandidates
    ) {
        self.source = source
        self.limits = limits
        do throws(ArchiveError) {
            try read(content, limits, scanner)
        } catch {
            damage = ImageError(error, source: source)
        }
        let stored = Set(documents.keys).union(candidates.keys).union(oversized.keys).union(others)
        names = (Array(stored) + links.names.filter { !stored.contains($0) }).sorted()
    }

    private mutating func read(
        _ content: any ChunkSource, _ limits: ReadingLimits, _ scanner: some LayerCandidates
    ) throws(ArchiveError) {
        let walk = try TarWalk(content)
        var tally = MemberTally(limits)
        var numbered = 0
        var kept: Int64 = 0
        var mentionsSHA512 = false
        while try walk.reader.next() {
            let header = walk.reader.header
            let name = walk.reader.withName { MemberName.clean($0) }
            let target = walk.reader.withLink { MemberName.target(of: header.kind, $0, at: name) }
            try tally.add(name, target)
            if name == "blobs/sha512" { mentionsSHA512 = true }
            switch header.kind {
            case .symlink, .hardLink: links.add(name, to: target)
            case .file:
                forget(name)
                let member = try PeekedSource(TarMemberSource(walk))
                switch member.peek({ MemberForm.tell($0, size: header.size) }) {
                case .document:
                    guard header.size <= limits.documentBytes, kept + header.size <= limits.allDocumentBytes else {
                        oversized[name] = header.size
                        break
                    }
                    kept += header.size
                    let bytes = try StreamedArchive.bytes(of: member)
                    mentionsSHA512 = mentionsSHA512 || StreamedArchive.mentionsSHA512(bytes)
                    documents[name] = bytes
                case .layer:
                    // SHA-512 costs as much again as SHA-256, and hardly any writer uses it: only where the
                    // archive showed a sign of it. What is asked for later and not there, `ArchiveScan` says.
                    scanner.scan(
                        member,
                        algorithms: mentionsSHA512 || name.contains("sha512") ? [.sha256, .sha512] : [.sha256])
                    candidates[name] = numbered
                    numbered += 1
                case .other: others.insert(name)
                }
            default: break
            }
        }
        try content.drain()
    }

    /// A member written twice: the last one counts.
    private mutating func forget(_ name: String) {
        documents[name] = nil
        candidates[name] = nil
        oversized[name] = nil
        others.remove(name)
        links.remove(name)
    }

    private static let sha512 = Array("sha512:".utf8)

    private static func mentionsSHA512(_ document: [UInt8]) -> Bool {
        var rest = document[...]
        while let start = rest.firstIndex(of: sha512[0]) {
            rest = rest[start...]
            if rest.starts(with: sha512) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    private static func bytes(of member: any ChunkSource) throws(ArchiveError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try member.next() { chunk.withBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    func document(_ name: String) throws(ImageError) -> [UInt8]? {
        let resolved = try links.resolve(name, source: source)
        if let size = oversized[resolved] {
            throw ImageError.tooLarge(document: name, size, limits, source: source)
        }
        return documents[resolved]
    }

    func blob(_ name: String) throws(ImageError) -> (name: String, place: BlobPlace)? {
        let resolved = try links.resolve(name, source: source)
        return candidates[resolved].map { (resolved, .candidate($0)) }
    }
}
