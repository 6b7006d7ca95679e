// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import LayerTree
internal import PackageDatabases
internal import SecretScan

/// A stretch of a layer's contents, small enough that a few of them keep every core busy.
struct Shard: Sendable {
    /// Content bytes after which a shard is handed over.
    static let size = 16 << 20
    /// Files larger than this are cut into pieces.
    static let pieceSize = 16 << 20
    /// A piece of them: what streams by waits for a core in a few of these.
    static let cutSize = 2 << 20 - contextBefore - contextAfter
    /// What a piece shows before and after its own part, so that a secret on the border is found by one side.
    static let contextBefore = 256
    static let contextAfter = 16 << 10
    /// Secrets of one file, of one piece of a large one, or of all members of an archive, that are told. A key store
    /// of a hundred is honest.
    static let hitsKept = 1_000

    var spans: [Span] = []
    var names: [UInt8] = []
    /// Bytes of memory that wait with this shard.
    var cost = 0

    mutating func add(_ path: UnsafeRawBufferPointer, _ span: Span) {
        var span = span
        span.nameStart = Int32(names.count)
        span.nameCount = Int32(path.count)
        names.append(contentsOf: path)
        spans.append(span)
    }

    /// Looks at every span. Runs on any core.
    ///
    /// - Parameter searched: what contents that stay in memory are compared with; nil where they do not stay.
    func run(
        secrets engine: SecretEngine?, nested budget: NestedBudget, searched: SearchedContents?
    ) -> ShardResult {
        var result = ShardResult()
        result.hashes.reserveCapacity(spans.count)
        guard let engine else {
            for span in spans { _ = inspect(span, into: &result) }
            return result
        }
        do {
            var scratch = try engine.makeScratch()
            var hits: [SecretHit] = []
            for span in spans {
                let known = inspect(span, into: &result).flatMap { hash in searched.map { ($0, hash) } }
                if span.tasks.contains(.secrets) { scan(span, engine, &scratch, &hits, known, into: &result) }
                if span.tasks.contains(.nested) { open(span, engine, &scratch, budget, known, into: &result) }
            }
            if let failure = scratch.failure, let first = spans.first {
                result.notes.append((first.entry, ScanNote(.secretScanFailed, failure.description)))
            }
        } catch {
            result.notes.append((spans.first?.entry ?? 0, ScanNote(.secretScanFailed, error.description)))
        }
        return result
    }

    private func withPath<Result>(_ span: Span, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        names.withUnsafeBytes { names in
            body(UnsafeRawBufferPointer(rebasing: names[Int(span.nameStart)..<Int(span.nameStart + span.nameCount)]))
        }
    }

    /// Where contents are known by their hashes, and a content's own.
    private typealias Known = (searched: SearchedContents, hash: ContentHash)

    /// Everything but secrets. Returns the content's hash if that is among the tasks, as it is for whole files.
    private func inspect(_ span: Span, into result: inout ShardResult) -> ContentHash? {
        span.content.withBytes { bytes in
            var found: ContentHash?
            if span.tasks.contains(.hash) {
                let hash = ContentHasher.hash(bytes)
                let content = ContentHash(high: hash.high, low: hash.low)
                result.hashes.append((span.entry, content))
                found = content
            }
            if span.base == 0, let form = DumpFact.Form(bytes) {
                result.dumps.append(DumpFact(entry: span.entry, form: form))
            }
            if span.tasks.contains(.probe) {
                result.probes.append(
                    ExecutableProbe.read(bytes, entry: span.entry, keepsScript: span.tasks.contains(.script)))
            }
            if span.tasks.contains(.keep) {
                let kept = withPath(span) { KeptFiles.content($0, bytes) }
                result.kept.append(KeptFile(entry: span.entry, bytes: kept))
            }
            if span.tasks.contains(.recorded) {
                result.recorded.append(RecordedFact(entry: span.entry, hashes: RecordedHashes(bytes)))
            }
            if let kind = span.database { parse(span, kind, bytes, into: &result) }
            if !span.tasks.isDisjoint(with: [.embedded, .jar]) { parseEmbedded(span, bytes, into: &result) }
            return found
        }
    }

    /// Package records inside the file.
    private func parseEmbedded(_ span: Span, _ bytes: UnsafeRawBufferPointer, into result: inout ShardResult) {
        var rows: [DatabaseRows] = []
        if span.tasks.contains(.jar) { rows = JarReader(bytes, path: withPath(span) { Array($0) }).rows }
        if span.tasks.contains(.embedded) {
            if !span.isWhole {
                rows += ProgramRecords.readPiece(
                    bytes, base: span.base, own: span.accepting, path: withPath(span) { Array($0) })
            } else if ProgramRecords.isProgram(bytes) {
                rows += ProgramRecords.read(bytes, path: withPath(span) { Array($0) })
            }
        }
        for rows in rows { result.databases.append((span.base, DatabaseFact(entry: span.entry, rows: rows))) }
    }

    private func parse(
        _ span: Span, _ kind: DatabaseKind, _ bytes: UnsafeRawBufferPointer, into result: inout ShardResult
    ) {
        let path = withPath(span) { Array($0) }
        do {
            let rows = try DatabaseRows.parse(kind, path: path, bytes: bytes)
            result.databases.append((0, DatabaseFact(entry: span.entry, rows: rows)))
        } catch {
            let note = ScanNote(.packageRecordDamaged, path: [UInt8(ascii: "/")] + path, "\(error)")
            result.notes.append((span.entry, note))
        }
    }

    private func open(
        _ span: Span, _ engine: SecretEngine, _ scratch: inout SecretScratch, _ budget: NestedBudget,
        _ known: Known?, into result: inout ShardResult
    ) {
        guard budget.mayOpen(span.entry) else {
            return result.nested.append(NestedResult(entry: span.entry, wasOpened: false))
        }
        let path = withPath(span) { Array($0) }
        if let known, let unpacked = known.searched.unpacked(span.content, known.hash, path: path) {
            budget.spend(unpacked, on: span.entry)
            return result.nested.append(NestedResult(entry: span.entry, unpacked: unpacked))
        }
        var scan = NestedScan(span.content, entry: span.entry, path: path, engine: engine, limits: budget.limits)
        scan.run(&scratch)
        budget.spend(scan.result.unpacked, on: span.entry)
        if scan.result.isQuiet, let known {
            known.searched.addArchive(span.content, known.hash, path: path, unpacked: scan.result.unpacked)
        }
        result.nested.append(scan.result)
    }

    private func scan(
        _ span: Span, _ engine: SecretEngine, _ scratch: inout SecretScratch, _ hits: inout [SecretHit],
        _ known: Known?, into result: inout ShardResult
    ) {
        hits.removeAll(keepingCapacity: true)
        span.content.withBytes { bytes in
            names.withUnsafeBytes { names in
                let path = UnsafeRawBufferPointer(
                    rebasing: names[Int(span.nameStart)..<Int(span.nameStart + span.nameCount)])
                var context = SecretContext(path: path, baseOffset: span.base, isWholeFile: span.isWhole)
                context.isKnown = known.map { $0.searched.hasFile(span.content, $0.hash) } ?? false
                engine.scan(bytes, accepting: span.accepting, context: context, scratch: &scratch, into: &hits)
                if let known, !context.isKnown, scratch.sawNothing {
                    known.searched.addFile(span.content, known.hash)
                }
            }
            result.drops.add(scratch.takeDrops(), entry: span.entry) { offset in
                span.isWhole && !TextLines.isBinary(bytes)
                    ? 1 + TextLines.newlines(bytes, upTo: Int(offset - span.base)) : nil
            }
            if hits.count > Shard.hitsKept {
                let path = withPath(span) { [UInt8(ascii: "/")] + Array($0) }
                let note = ScanNote(
                    .more, path: path, "\(hits.count) secrets; only the first \(Shard.hitsKept) are told")
                result.notes.append((span.entry, note))
                hits.removeLast(hits.count - Shard.hitsKept)
            }
            if span.isWhole {
                guard !hits.isEmpty else { return }
                let hashes = RecordedHashes(bytes)
                let isBinary = TextLines.isBinary(bytes)
                var count = LineCount(bytes)
                for hit in hits {
                    let line = isBinary ? nil : 1 + count.newlines(upTo: Int(hit.offset - span.base))
                    result.secrets.append(SecretFact(entry: span.entry, hit: hit, line: line, hashes: hashes))
                }
            } else {
                let own = UnsafeRawBufferPointer(rebasing: bytes[span.accepting])
                let start = span.base + Int64(span.accepting.lowerBound)
                var count = LineCount(own)
                result.pieces.append(
                    ShardResult.Piece(
                        entry: span.entry, base: start, newlines: TextLines.newlines(own, upTo: own.count),
                        isBinary: TextLines.isBinary(own),
                        secrets: hits.map { hit in
                            let line = count.newlines(upTo: Int(hit.offset - start))
                            return SecretFact(entry: span.entry, hit: hit, line: line)
                        }))
            }
        }
    }
}
