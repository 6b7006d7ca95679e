// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import LayerTree
internal import PackageDatabases

/// The sequential half of a layer's scan: headers become entries, contents become spans.
struct LayerWalk {
    private let scanner: LayerScanner
    private let collector: LayerCollector
    /// Contents lie in memory that stays; otherwise they are buffers that wait for a core.
    private let inPlace: Bool
    var facts = LayerFacts()
    private var shard = Shard()
    /// Where the tar stood when the shard was begun: small files hold on to whole chunks.
    private var shardStart: Int64 = 0
    private var names = MemberNames()
    private var budget = FactBudget()
    private var noteCounts: [ScanNote.Code: Int] = [:]

    private var scriptBytes = 0
    /// What is said once for the layer, however often it is so.
    private var said: Set<String> = []

    /// Bytes of shell scripts whose text is kept, in the order of the tar.
    private static let scriptsKept = 16 << 20
    /// Notes of one kind that are kept; the rest is counted.
    private static let notesKept = 20
    private static let spansInShard = 8_192
    /// Bytes of an archive from which on it ends its shard.
    private static let ownShard = 1 << 20

    init(scanner: LayerScanner, collector: LayerCollector, inPlace: Bool) {
        self.scanner = scanner
        self.collector = collector
        self.inPlace = inPlace
    }

    /// Walks to the end of the tar. What was read before an error stays.
    mutating func run(_ reader: inout TarReader) throws(ArchiveError) {
        var members = 0
        while try reader.next() {
            members += 1
            if members > scanner.options.limits.entries {
                throw ArchiveError(
                    .limit, "holds more than \(scanner.options.limits.entries) members; raise --max-entries")
            }
            budget.addMember()
            guard budget.allows(facts.entries.paths) else {
                throw ArchiveError(
                    .limit, "has names out of all proportion to its \(members) members", offset: reader.header.offset)
            }
            let header = reader.header
            advance(to: header.offset)
            switch try placeOf(&reader, header) {
            case .member(let path): try add(path, header, &reader)
            case .whiteout(let path): facts.entries.whiteouts.append(path)
            case .opaque(let path): facts.entries.opaques.append(path)
            case .nothing: break
            }
        }
    }

    /// Hands over what has gathered, gives spare memory back, and reports what was not told one by one.
    mutating func flush() {
        scanner.submit(shard, waits: !inPlace, to: collector)
        shard = Shard()
        for (code, count) in noteCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where count > LayerWalk.notesKept {
            facts.notes.append(ScanNote(.more, "\(count - LayerWalk.notesKept) more of \(code.rawValue)"))
        }
        noteCounts = [:]
        facts.entries.trim()
    }

    private mutating func note(_ code: ScanNote.Code, _ path: [UInt8], _ what: String) {
        let count = noteCounts[code, default: 0] + 1
        noteCounts[code] = count
        if count <= LayerWalk.notesKept { facts.notes.append(ScanNote(code, path: path, what)) }
    }

    private mutating func sayOnce(_ code: ScanNote.Code, _ what: String) {
        guard said.insert(what).inserted else { return }
        facts.notes.append(ScanNote(code, what))
    }

    /// Content bytes, or bytes of a stream, after which a shard is handed over: what streams by waits in memory.
    private var shardLimit: Int { inPlace ? Shard.size : Shard.cutSize }

    private var isFull: Bool { shard.cost >= shardLimit }

    private mutating func advance(to offset: Int64) {
        let step = offset - shardStart
        if isFull || !inPlace && step >= shardLimit || shard.spans.count >= LayerWalk.spansInShard {
            // Streamed spans hold whole chunks, headers and all.
            if !inPlace { shard.cost += Int(min(step, Int64(shardLimit))) }
            scanner.submit(shard, waits: !inPlace, to: collector)
            scanner.progress.add(bytes: step)
            if inPlace { scanner.progress.add(stored: step) }
            shard = Shard()
            shardStart = offset
        }
    }

    private mutating func placeOf(_ reader: inout TarReader, _ header: TarHeader) throws(ArchiveError)
        -> MemberNames.Place
    {
        let limits = scanner.options.limits
        let outcome = reader.withName { name in
            names.place(name, limits: limits, in: &facts.entries.paths)
        }
        switch outcome {
        case .place(let place): return place
        case .escaped(let place, let name):
            note(.escapingPath, name, "its name leaves the root; it was kept inside")
            return place
        case .unnamed:
            note(.unnamedMember, [], "a member without a readable name was left out, at byte \(header.offset)")
            return .nothing
        case .tooLong:
            throw ArchiveError(
                .limit,
                "has a path of more than \(limits.pathBytes) bytes or \(limits.pathDepth) levels; "
                    + "raise --max-path-bytes or --max-path-depth",
                offset: header.offset)
        case .full:
            throw ArchiveError(.limit, "has more than 4 GiB of file names", offset: header.offset)
        }
    }

    private mutating func add(
        _ path: PathTable.ID, _ header: TarHeader, _ reader: inout TarReader
    ) throws(ArchiveError) {
        var entry = Entry(
            path: path, kind: EntryKind(header.kind), mode: header.mode, uid: header.uid, gid: header.gid,
            size: header.size, mtime: header.mtime)
        switch header.kind {
        case .symlink:
            entry.text = Int32(facts.entries.strings.count)
            let text = reader.withLink { Array($0) }
            budget.add(linkText: text.count)
            facts.entries.strings.append(text)
        case .hardLink:
            let limits = scanner.options.limits
            entry.linkTarget = reader.withLink { target in
                names.target(target, limits: limits, in: &facts.entries.paths) ?? .root
            }
        case .file:
            if let capability = reader.capability() {
                entry.flags.insert(.capability)
                entry.text = Int32(facts.entries.strings.count)
                facts.entries.strings.append(capability)
            }
            if header.isSparse { entry.flags.insert(.sparse) }
        default: break
        }
        let index = Int32(facts.entries.entries.count)
        facts.entries.entries.append(entry)
        guard header.kind == .file else { return }
        do throws(ArchiveError) {
            try readContent(of: index, entry, &reader)
        } catch {
            facts.entries.entries[Int(index)].flags.insert(.truncated)
            throw error
        }
    }
}

// MARK: - Contents

extension LayerWalk {
    private mutating func readContent(
        of index: Int32, _ entry: Entry, _ reader: inout TarReader
    ) throws(ArchiveError) {
        if entry.flags.contains(.sparse) {
            note(.sparseFile, facts.entries.paths.bytes(of: entry.path), "counted by its logical length")
            return try readInPieces(of: index, entry, first: nil, &reader)
        }
        guard let first = try reader.nextBlock() else {
            // An empty file has content too: nothing, which equals every other empty file's.
            return take(Chunk(copying: UnsafeRawBufferPointer(start: nil, count: 0)), of: index, entry)
        }
        if first.offset == 0, first.bytes.count == entry.size, let content = first.home {
            return take(content, of: index, entry)
        }
        var head = first
        if opensNested, entry.size > Shard.pieceSize, first.offset == 0 {
            head = try LayerWalk.lengthened(first, &reader)
        }
        var gatherLimit = max(Shard.pieceSize, names.role(entry.mode).gatherLimit)
        if opensNested, head.offset == 0, ArchiveForm.mayBegin(head.bytes) {
            gatherLimit = max(gatherLimit, Int(scanner.options.limits.nestedFileBytes))
            if entry.size > gatherLimit, ArchiveForm(head.bytes) != nil { noteTooLarge(entry) }
        }
        guard entry.size <= gatherLimit else {
            return try readInPieces(of: index, entry, first: head, &reader)
        }
        let buffer = ChunkBuffer(capacity: Int(entry.size))
        buffer.append(head.bytes)
        while let block = try reader.nextBlock() { buffer.append(block.bytes) }
        if !inPlace { shard.cost += buffer.count }
        take(buffer.chunk(), of: index, entry)
    }

    private var opensNested: Bool { scanner.options.nested && scanner.options.secrets != nil }

    /// The block, or it and what follows it when it is too short to tell an archive by.
    private static func lengthened(
        _ first: TarBlock, _ reader: inout TarReader
    ) throws(ArchiveError) -> TarBlock {
        guard first.bytes.count < ArchiveForm.prefix else { return first }
        var gathered = Chunk(copying: first.bytes)
        while gathered.count < ArchiveForm.prefix, let block = try reader.nextBlock() {
            let buffer = ChunkBuffer(capacity: gathered.count + block.bytes.count)
            gathered.withBytes { _ = buffer.append($0) }
            buffer.append(block.bytes)
            gathered = buffer.chunk()
        }
        let home = gathered
        return home.withBytes { TarBlock(bytes: $0, offset: 0, home: home) }
    }

    private mutating func noteTooLarge(_ entry: Entry) {
        note(
            .nestedCut, facts.entries.paths.bytes(of: entry.path),
            "an archive of \(entry.size) bytes is not opened (at most \(scanner.options.limits.nestedFileBytes))")
    }

    /// Content that lies together: one span, or pieces of it for a large one.
    private mutating func take(_ content: Chunk, of index: Int32, _ entry: Entry) {
        let role = names.role(entry.mode)
        var tasks: Span.Tasks = .hash
        if role.mayLoad { keep(libraries: content.withBytes { SharedLibraries.names(in: $0) }, of: index) }
        if role.isJar {
            if content.count <= JarReader.sizeLimit { tasks.insert(.jar) } else { noteUnreadJar(entry) }
        }
        if wantsHashes(entry) { tasks.insert(.recorded) }
        if role.isExecutable || role.isShellFile {
            tasks.insert(.probe)
            if keepsScript(content, role) { tasks.insert(.script) }
        }
        if role.isKept {
            let isSmall = content.count <= KeptFiles.sizeLimit
            if isSmall, budget.keeps(content.count) {
                tasks.insert(.keep)
            } else {
                note(
                    .fileNotKept, facts.entries.paths.bytes(of: entry.path),
                    isSmall ? "one of too many of its kind" : "larger than \(KeptFiles.sizeLimit) bytes")
            }
        }
        var database = role.database
        if let kind = database,
            content.count > kind.sizeLimit && kind.sizeLimit > 0
                || !budget.parses(content.count, path: names.withPath { $0.count })
        {
            noteSkipped(entry, kind)
            database = nil
        }
        let isOnePiece = content.count <= Shard.pieceSize
        if isOnePiece, !content.isEmpty { tasks.insert(.secrets) }
        if isOnePiece, role.isExecutable { tasks.insert(.embedded) }
        var isNested = opensNested && content.withBytes { ArchiveForm($0) } != nil
        if isNested, role.isKeptPackage {
            isNested = false
            sayOnce(.nestedCut, "packages that apt kept in /var/cache/apt/archives are not opened")
        }
        if isNested, content.count > scanner.options.limits.nestedFileBytes {
            noteTooLarge(entry)
            isNested = false
        }
        if isNested { tasks.insert(.nested) }
        add(
            Span(
                entry: index, nameStart: 0, nameCount: 0, tasks: tasks, database: database, content: content, base: 0,
                accepting: 0..<content.count, isWhole: true))
        if !isOnePiece {
            let pieceTasks: Span.Tasks = role.isExecutable ? [.secrets, .embedded] : .secrets
            for piece in PieceCutter.pieces(of: content) { add(piece, tasks: pieceTasks, of: index) }
        }
        // What takes long gets a core to itself.
        if isNested, content.count >= LayerWalk.ownShard {
            scanner.submit(shard, waits: !inPlace, to: collector)
            shard = Shard()
        }
    }

    private mutating func keep(libraries names: [[UInt8]], of index: Int32) {
        guard !names.isEmpty else { return }
        guard budget.keeps(libraries: names) else {
            return sayOnce(
                .more, "too many programs ask the loader for libraries: what later ones ask for is not known")
        }
        facts.libraries.append(LibraryFact(entry: index, names: names))
    }

    /// Of what has more rights than its caller it matters whether it is the package's own.
    private func wantsHashes(_ entry: Entry) -> Bool {
        scanner.options.recordsHashes || entry.mode & 0o6000 != 0 || entry.flags.contains(.capability)
    }

    /// Whether the text of a shell script is kept: the walk alone counts, so that the answer is the same whatever the
    /// number of jobs.
    private mutating func keepsScript(_ content: Chunk, _ role: ContentRole) -> Bool {
        guard content.count <= ExecutableProbe.scriptLimit,
            content.withBytes({ ExecutableProbe.isShellScript($0) || role.isShellFile && !$0.prefix(512).contains(0) })
        else { return false }
        scriptBytes += content.count
        guard scriptBytes > LayerWalk.scriptsKept else { return true }
        sayOnce(
            .fileNotKept, "more than \(LayerWalk.scriptsKept >> 20) MiB of shell scripts: later ones are not read")
        return false
    }

    /// Content that is too large to gather or has holes: hashed as it passes, cut into pieces for the rest.
    private mutating func readInPieces(
        of index: Int32, _ entry: Entry, first: TarBlock?, _ reader: inout TarReader
    ) throws(ArchiveError) {
        let role = names.role(entry.mode)
        if let kind = role.database { readUnread(entry, kind, of: index) }
        if role.isJar { noteUnreadJar(entry) }
        var recorded = wantsHashes(entry) && !entry.flags.contains(.sparse) ? RecordedHasher() : nil
        var libraries = role.mayLoad ? StreamedLibraries() : nil
        guard var hasher = ContentHasher() else { throw ArchiveError(.system, "no memory is left for hashing") }
        var cutter: PieceCutter?
        var expected: Int64 = 0
        var tasks: Span.Tasks = role.isExecutable ? [.secrets, .probe, .embedded] : .secrets
        var next = first == nil ? try reader.nextBlock() : first
        while let block = next {
            if block.offset != expected {
                // A hole: its place counts, its zeros are never spelled out.
                withUnsafeBytes(of: block.offset.littleEndian) { hasher.update($0) }
                cutter?.finish { add($0, tasks: tasks, of: index) }
                cutter = nil
            }
            if cutter == nil { cutter = PieceCutter(at: block.offset) }
            hasher.update(block.bytes)
            recorded?.update(block.bytes)
            cutter?.add(block.bytes) { piece in
                libraries?.see(piece)
                add(piece, tasks: tasks, of: index)
                tasks.remove(.probe)
            }
            expected = block.offset + Int64(block.bytes.count)
            next = try reader.nextBlock()
        }
        cutter?.finish { piece in
            libraries?.see(piece)
            add(piece, tasks: tasks, of: index)
        }
        if let names = libraries?.names { keep(libraries: names, of: index) }
        if let hashes = recorded?.finish() { facts.recorded.append(RecordedFact(entry: index, hashes: hashes)) }
        if entry.flags.contains(.sparse) { withUnsafeBytes(of: entry.size.littleEndian) { hasher.update($0) } }
        let hash = hasher.finish()
        facts.entries.entries[Int(index)].hash = ContentHash(high: hash.high, low: hash.low)
    }

    private mutating func add(_ piece: PieceCutter.Piece, tasks: Span.Tasks, of index: Int32) {
        if !inPlace { shard.cost += piece.content.count }
        add(
            Span(
                entry: index, nameStart: 0, nameCount: 0, tasks: tasks, database: nil, content: piece.content,
                base: piece.base, accepting: piece.accepting, isWhole: false))
        if isFull {
            scanner.submit(shard, waits: !inPlace, to: collector)
            shard = Shard()
        }
    }

    private mutating func add(_ span: Span) {
        if inPlace { shard.cost += span.content.count }
        names.withPath { shard.add($0, span) }
    }

    /// A record that is not read because of its size, unless its path says all.
    private mutating func readUnread(_ entry: Entry, _ kind: DatabaseKind, of index: Int32) {
        guard kind.sizeLimit == 0, budget.parses(0, path: names.withPath { $0.count }) else {
            return noteSkipped(entry, kind)
        }
        let nothing = Chunk(copying: UnsafeRawBufferPointer(start: nil, count: 0))
        add(
            Span(
                entry: index, nameStart: 0, nameCount: 0, tasks: [], database: kind, content: nothing, base: 0,
                accepting: 0..<0, isWhole: false))
    }

    private mutating func noteUnreadJar(_ entry: Entry) {
        note(
            .packageRecordSkipped, facts.entries.paths.bytes(of: entry.path),
            "a jar of \(entry.size) bytes is not looked into (at most \(JarReader.sizeLimit))")
    }

    private mutating func noteSkipped(_ entry: Entry, _ kind: DatabaseKind) {
        note(
            .packageRecordSkipped, facts.entries.paths.bytes(of: entry.path),
            "a package record of \(entry.size) bytes is not read (at most \(kind.sizeLimit), \(FactBudget.recordBytes) "
                + "in a layer)")
    }
}

extension EntryKind {
    fileprivate init(_ kind: TarHeader.Kind) {
        switch kind {
        case .file: self = .file
        case .directory: self = .directory
        case .symlink: self = .symlink
        case .hardLink: self = .hardLink
        case .characterDevice: self = .characterDevice
        case .blockDevice: self = .blockDevice
        case .fifo: self = .fifo
        case .socket: self = .socket
        }
    }
}
