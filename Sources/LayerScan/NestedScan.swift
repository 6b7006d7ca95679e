// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import PackageDatabases
internal import SecretScan

/// Looks for secrets in the members of one archive inside a layer. One level deep: an archive within it is a file.
struct NestedScan {
    private let content: Chunk
    private let entry: Int32
    /// The archive's own path, without a leading slash.
    private let path: [UInt8]
    private let engine: SecretEngine
    private let limits: ReadingLimits
    private(set) var result: NestedResult
    /// Secrets of all members, told or not.
    private var found = 0

    init(_ content: Chunk, entry: Int32, path: [UInt8], engine: SecretEngine, limits: ReadingLimits) {
        self.content = content
        self.entry = entry
        self.path = path
        self.engine = engine
        self.limits = limits
        result = NestedResult(entry: entry)
    }

    /// Opens the archive and scans what is in it. Damage and limits become notes; what was read before stays.
    mutating func run(_ scratch: inout SecretScratch) {
        guard let form = content.withBytes({ ArchiveForm($0) }) else { return }
        do throws(ArchiveError) {
            switch form {
            case .zip: try runZip(&scratch)
            case .tar: try runTar(try TarWalk(content), &scratch)
            case .compressed(let compression):
                try runCompressed(content, compression, name: NestedScan.inner(path), &scratch)
            case .debianPackage: try runDebianPackage(&scratch)
            case .sqlite: try runDatabase(&scratch)
            }
        } catch {
            note(error.code == .limit ? .nestedCut : .nestedDamaged, "as an archive it \(error)")
        }
        guard !result.secrets.isEmpty else { return }
        if found > Shard.hitsKept {
            note(.more, "\(found) secrets in its members; only the first \(Shard.hitsKept) are told")
        }
        // What a package recorded is the archive, not its members.
        let hashes = content.withBytes { RecordedHashes($0) }
        for index in result.secrets.indices { result.secrets[index].hashes = hashes }
    }

    private mutating func note(_ code: ScanNote.Code, _ what: String) {
        result.notes.append(ScanNote(code, path: [UInt8(ascii: "/")] + path, what))
    }

    // MARK: forms

    private mutating func runZip(_ scratch: inout SecretScratch) throws(ArchiveError) {
        let zip = try ZipMembers(content, limit: limits.nestedMembers)
        let inflater = DeflateSource()
        var unreadable = 0
        var damaged = zip.misplaced
        for member in zip.all {
            guard member.isReadable else {
                unreadable += 1
                continue
            }
            let stored = content.slice(member.data)
            do throws(ArchiveError) {
                if member.method == 0 {
                    try scan(MapSource(stored), name: member.name, &scratch)
                } else {
                    inflater.restart(stored)
                    try scan(inflater, name: member.name, &scratch)
                }
            } catch {
                // The other members lie where the directory says.
                guard error.code != .limit else { throw error }
                damaged += 1
            }
        }
        if unreadable > 0 {
            note(.nestedDamaged, "\(unreadable) members are encrypted or packed in a way that is not read here")
        }
        if damaged > 0 { note(.nestedDamaged, "\(damaged) members are damaged") }
        if zip.overlapping > 0 {
            note(.nestedDamaged, "\(zip.overlapping) members lie where others do and were left out")
        }
    }

    /// The files as they would be installed, the scripts where `dpkg-deb --raw-extract` puts them.
    private mutating func runDebianPackage(_ scratch: inout SecretScratch) throws(ArchiveError) {
        let package = content.withBytes { DebianPackage($0) }
        for member in package.members {
            guard member.isData || member.isControl else { continue }
            let stored = content.slice(member.data)
            let directory = member.isControl ? Array("DEBIAN/".utf8) : []
            let compression = stored.withBytes { Compression.sniff($0) }
            if compression == .none {
                try runTar(try TarWalk(stored), under: directory, &scratch)
            } else {
                try runCompressed(stored, compression, name: member.name, under: directory, &scratch)
            }
        }
        if package.isCut { throw ArchiveError(.truncated, "ends in the middle", offset: Int64(content.count)) }
    }

    /// Texts of a row lie side by side in the file, where `id` and the token behind it look like one word. What cannot
    /// be read so was looked at as the bytes that it is.
    private mutating func runDatabase(_ scratch: inout SecretScratch) throws(ArchiveError) {
        var failure: ArchiveError?
        content.withBytes { bytes in
            SQLiteTexts(bytes)?.forEachTable { name, texts in
                guard failure == nil else { return }
                let first = result.secrets.count
                do throws(ArchiveError) {
                    try scan(MapSource(texts.withUnsafeBytes { Chunk(copying: $0) }), name: name, &scratch)
                } catch {
                    failure = error
                }
                // Lines of what was put together here are nobody's.
                for index in first..<result.secrets.count { result.secrets[index].line = nil }
            }
        }
        if let failure { throw failure }
    }

    private mutating func runTar(
        _ archive: TarWalk, under directory: [UInt8] = [], _ scratch: inout SecretScratch
    ) throws(ArchiveError) {
        var members = 0
        while try archive.reader.next() {
            members += 1
            if members > limits.nestedMembers {
                throw ArchiveError(.limit, "holds more than \(limits.nestedMembers) members")
            }
            let header = archive.reader.header
            guard header.kind == .file, header.size > 0 else { continue }
            let name = directory + archive.reader.withName { Array($0) }
            try scan(TarMemberSource(archive), name: name, &scratch)
        }
    }

    /// - Parameter name: of what is in it when that is no tar.
    private mutating func runCompressed(
        _ stored: Chunk, _ compression: Compression, name: [UInt8], under directory: [UInt8] = [],
        _ scratch: inout SecretScratch
    ) throws(ArchiveError) {
        let decoded = try PeekedSource(try Decoder.source(MapSource(stored), compression, limits: limits))
        guard decoded.peek({ ArchiveForm.isTar($0) }) else { return try scan(decoded, name: name, &scratch) }
        // What a tar skips is unpacked all the same.
        let before = result.unpacked
        let metered = NestedMeter(decoded, allowed: allowed)
        defer { result.unpacked = max(result.unpacked, before + metered.count) }
        try runTar(try TarWalk(metered), under: directory, &scratch)
    }

    /// `logs/app.log.gz` → `app.log`.
    private static func inner(_ path: [UInt8]) -> [UInt8] {
        let name = path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return Array(name) }
        return Array(name[..<dot])
    }

    // MARK: members

    /// Bytes that may still be unpacked.
    private var allowed: Int64 {
        let byRatio = Int64(content.count) * min(limits.nestedRatio, 1 << 20)
        return max(0, min(limits.nestedBytes, max(limits.nestedRatioFloor, byRatio)) - result.unpacked)
    }

    private mutating func read(_ source: any ChunkSource) throws(ArchiveError) -> Chunk? {
        guard let chunk = try source.next() else { return nil }
        let allowed = allowed
        result.unpacked += Int64(chunk.count)
        if chunk.count > allowed { throw NestedMeter.tooMuch(result.unpacked - Int64(chunk.count) + allowed) }
        return chunk
    }

    /// Scans one member, large ones in the pieces that a file of the layer would be cut into.
    private mutating func scan(
        _ source: any ChunkSource, name: [UInt8], _ scratch: inout SecretScratch
    ) throws(ArchiveError) {
        var member = NestedMember(
            entry: entry, archive: path, name: name, engine: engine, room: Shard.hitsKept - result.secrets.count)
        guard let first = try read(source) else { return }
        var failure: ArchiveError?
        do throws(ArchiveError) {
            guard let second = try read(source) else {
                member.scan(
                    PieceCutter.Piece(content: first, accepting: 0..<first.count, base: 0), isWhole: true, &scratch)
                return keep(member)
            }
            member.gather(first, &scratch)
            member.gather(second, &scratch)
            while let next = try read(source) { member.gather(next, &scratch) }
        } catch {
            failure = error
            if !member.isGathering { member.gather(first, &scratch) }
        }
        member.finish(isCut: failure != nil, &scratch)
        keep(member)
        if let failure { throw failure }
    }

    private mutating func keep(_ member: NestedMember) {
        found += member.found
        result.secrets += member.secrets
        result.drops.add(member.drops)
        // Names of members may be long, and the layer keeps no more than these.
        if result.drops.places.count > 1_000 { result.drops.settle() }
    }
}
