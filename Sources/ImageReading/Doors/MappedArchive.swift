// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// An uncompressed archive in a regular file: its members are indexed, then read where they lie.
struct MappedArchive: MemberCatalog {
    let source: String
    let names: [String]
    private let members: [String: Chunk]
    private let links: MemberLinks
    private let limits: ReadingLimits
    let damage: ImageError?

    /// Walks the headers once.
    init(_ contents: Chunk, source: String, limits: ReadingLimits) {
        var damage: ImageError?
        var members: [String: Chunk] = [:]
        var links = MemberLinks()
        var tally = MemberTally(limits)
        do throws(ArchiveError) {
            var reader = try TarReader(contents)
            while try reader.next() {
                let header = reader.header
                let name = reader.withName { MemberName.clean($0) }
                let target = reader.withLink { MemberName.target(of: header.kind, $0, at: name) }
                try tally.add(name, target)
                switch header.kind {
                case .file:
                    links.remove(name)
                    members[name] = try MappedArchive.content(&reader, header)
                case .symlink, .hardLink: links.add(name, to: target)
                default: break
                }
            }
        } catch {
            damage = ImageError(error, source: source)
        }
        self.source = source
        self.damage = damage
        self.limits = limits
        self.members = members
        self.links = links
        names = (Array(members.keys) + links.names.filter { members[$0] == nil }).sorted()
    }

    /// A member's bytes as a slice of the map; a copy in the odd case of a sparse or split member.
    private static func content(_ reader: inout TarReader, _ header: TarHeader) throws(ArchiveError) -> Chunk {
        guard let first = try reader.nextBlock() else {
            return Chunk(copying: UnsafeRawBufferPointer(start: nil, count: 0))
        }
        if first.offset == 0, first.bytes.count == header.size, let home = first.home { return home }
        // A member that is cut off comes in part, and the next step says so.
        while try reader.nextBlock() != nil {}
        throw ArchiveError(.damaged, "stores a member with holes, which no image writer does", offset: header.offset)
    }

    func document(_ name: String) throws(ImageError) -> [UInt8]? {
        guard let chunk = members[try links.resolve(name, source: source)] else { return nil }
        guard Int64(chunk.count) <= limits.documentBytes else {
            throw ImageError.tooLarge(document: name, Int64(chunk.count), limits, source: source)
        }
        return chunk.withBytes { Array($0) }
    }

    func blob(_ name: String) throws(ImageError) -> (name: String, place: BlobPlace)? {
        let resolved = try links.resolve(name, source: source)
        return members[resolved].map { (resolved, .memory($0)) }
    }
}
