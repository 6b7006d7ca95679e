// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import LayerTree
internal import PackageDatabases
public import Packing
internal import SecretScan

/// Facts as bytes, so that a layer that was scanned once need not be scanned again.
///
/// What is left out here is lost to every later run: `FactPackingTests` compares all that reflection sees.
extension LayerFacts {
    /// Raised whenever the bytes below change, or what a scan learns of a layer without a change of the rules.
    static let packedVersion = 1

    /// Whether these facts are those of every scan of the same bytes. A reading that ended early may have ended at a
    /// limit of the whole run, and a secret scan that failed may succeed the next time.
    public var isRepeatable: Bool { failure == nil && !notes.contains { $0.code == .secretScanFailed } }

    /// The bytes that `init(packed:kinds:)` reads. Facts that are not repeatable lose why.
    public func packed() -> [UInt8] {
        var bytes = PackedBytes()
        bytes.add(counted: compression.rawValue.utf8)
        bytes.add(storedSize)
        bytes.add(tarSize)
        bytes.add(nestedBytes)
        bytes.add(sampledCompression == nil ? 0 : 1)
        sampledCompression?.pack(into: &bytes)
        for digests in [blobDigests, diffIDs] {
            for algorithm in Digest.Algorithm.allCases { bytes.add(optional: digests[algorithm]?.bytes) }
        }
        bytes.add(notes.count)
        for note in notes {
            bytes.add(counted: note.code.rawValue.utf8)
            bytes.add(counted: note.path)
            bytes.add(counted: note.what.utf8)
        }
        entries.pack(into: &bytes)
        bytes.add(secrets.count)
        for secret in secrets { secret.pack(into: &bytes) }
        drops.pack(into: &bytes)
        bytes.add(probes.count)
        for probe in probes { probe.pack(into: &bytes) }
        bytes.add(databases.count)
        for database in databases {
            bytes.add(database.entry)
            database.rows.pack(into: &bytes)
        }
        bytes.add(libraries.count)
        for library in libraries {
            bytes.add(library.entry)
            bytes.add(library.names.count)
            for name in library.names { bytes.add(counted: name) }
        }
        bytes.add(recorded.count)
        for fact in recorded {
            bytes.add(fact.entry)
            fact.hashes.pack(into: &bytes)
        }
        bytes.add(kept.count)
        for file in kept {
            bytes.add(file.entry)
            bytes.add(counted: file.bytes)
        }
        bytes.add(dumps.count)
        for dump in dumps {
            bytes.add(dump.entry)
            bytes.add(counted: dump.form.rawValue.utf8)
        }
        return bytes.bytes
    }

    /// Reads what `packed` wrote, from bytes that nobody vouches for. Linear in them.
    ///
    /// - Parameter kinds: how many kinds of secrets the rules know.
    public init(packed document: UnsafeRawBufferPointer, kinds: Int) throws(PackedError) {
        self.init()
        var cursor = PackedCursor(document)
        guard let compression = Compression(rawValue: try cursor.text()) else {
            throw PackedError(.damaged, "is damaged: there is no such compression")
        }
        self.compression = compression
        storedSize = try cursor.number(as: Int64.self, "size")
        tarSize = try cursor.number(as: Int64.self, "size")
        nestedBytes = try cursor.number(as: Int64.self, "size")
        if try cursor.flag() { sampledCompression = try SampledCompression(packed: &cursor) }
        blobDigests = try LayerFacts.digests(&cursor)
        diffIDs = try LayerFacts.digests(&cursor)
        for _ in 0..<(try cursor.count()) {
            let code = ScanNote.Code(rawValue: try cursor.text())
            notes.append(ScanNote(code, path: try cursor.counted(), try cursor.text()))
        }
        entries = try LayerEntries(packed: &cursor)
        let end = entries.entries.count
        for _ in 0..<(try cursor.count()) {
            secrets.append(try SecretFact(packed: &cursor, entries: end, kinds: kinds))
        }
        drops = try SecretDrops(packed: &cursor, entries: end, kinds: kinds)
        for _ in 0..<(try cursor.count()) { probes.append(try ExecutableProbe(packed: &cursor, entries: end)) }
        for _ in 0..<(try cursor.count()) {
            let entry = try LayerFacts.entry(&cursor, end)
            databases.append(DatabaseFact(entry: entry, rows: try DatabaseRows(packed: &cursor)))
        }
        for _ in 0..<(try cursor.count()) {
            let entry = try LayerFacts.entry(&cursor, end)
            var names: [[UInt8]] = []
            for _ in 0..<(try cursor.count()) { names.append(try cursor.counted()) }
            libraries.append(LibraryFact(entry: entry, names: names))
        }
        for _ in 0..<(try cursor.count()) {
            let entry = try LayerFacts.entry(&cursor, end)
            recorded.append(RecordedFact(entry: entry, hashes: try RecordedHashes(packed: &cursor)))
        }
        for _ in 0..<(try cursor.count()) {
            let entry = try LayerFacts.entry(&cursor, end)
            kept.append(KeptFile(entry: entry, bytes: try cursor.counted()))
        }
        for _ in 0..<(try cursor.count()) {
            let entry = try LayerFacts.entry(&cursor, end)
            guard let form = DumpFact.Form(rawValue: try cursor.text()) else {
                throw PackedError(.damaged, "is damaged: there is no such form of a dump")
            }
            dumps.append(DumpFact(entry: entry, form: form))
        }
        guard cursor.isAtEnd else { throw PackedError(.damaged, "is damaged: it does not end where it should") }
    }

    static func entry(_ cursor: inout PackedCursor, _ end: Int) throws(PackedError) -> Int32 {
        Int32(try cursor.index(below: end, "entry"))
    }

    private static func digests(_ cursor: inout PackedCursor) throws(PackedError) -> DigestSet {
        var digests = DigestSet()
        for algorithm in Digest.Algorithm.allCases {
            guard let bytes = try cursor.optional() else { continue }
            guard let digest = Digest(algorithm, bytes: bytes) else {
                throw PackedError(.damaged, "is damaged: a digest in it is none")
            }
            digests.insert(digest)
        }
        return digests
    }
}
