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
    private var links = MemberLinks()
    private(set) var damage: ImageError?

    /// Reads `content` to its end. An error in the archive's own structure ends the reading; one in a candidate is
    /// the candidate's own.
    init(
        _ content: any ChunkSource, source: String, limits: ReadingLimits, candidates scanner: some LayerCandidates
    ) {
        self.source = source
        do throws(ArchiveError) {
            try read(content, limits, scanner)
        } catch {
            damage = ImageError(error, source: source)
        }
        let stored = Set(documents.keys).union(candidates.keys).union(oversized.keys)
        names = (Array(stored) + links.names.filter { !stored.contains($0) }).sorted()
    }

    private mutating func read(
        _ content: any ChunkSource, _ limits: ReadingLimits, _ scanner: some LayerCandidates
    ) throws(ArchiveError) {
        let walk = try TarWalk(content)
        var members = 0
        var numbered = 0
        var kept: Int64 = 0
        while try walk.reader.next() {
            members += 1
            if members > limits.members { throw ArchiveError.tooManyMembers(limits) }
            let header = walk.reader.header
            let name = walk.reader.withName { MemberName.clean($0) }
            switch header.kind {
            case .symlink: links.add(name, to: walk.reader.withLink { MemberName.target(ofSymlink: $0, at: name) })
            case .hardLink: links.add(name, to: walk.reader.withLink { MemberName.clean($0) })
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
                    documents[name] = try StreamedArchive.bytes(of: member)
                case .layer:
                    scanner.scan(member, algorithm: name.contains("sha512") ? .sha512 : .sha256)
                    candidates[name] = numbered
                    numbered += 1
                case .other: break
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
        links.remove(name)
    }

    private static func bytes(of member: any ChunkSource) throws(ArchiveError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try member.next() { chunk.withBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    func document(_ name: String) throws(ImageError) -> [UInt8]? {
        let resolved = try links.resolve(name, source: source)
        if let size = oversized[resolved] {
            throw ImageError(
                .limit, "is a document of \(size) bytes, more than is kept while an archive streams by",
                source: source, member: name)
        }
        return documents[resolved]
    }

    func blob(_ name: String) throws(ImageError) -> (name: String, place: BlobPlace)? {
        let resolved = try links.resolve(name, source: source)
        return candidates[resolved].map { (resolved, .candidate($0)) }
    }
}
