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
    static let packedVersion = 2

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
        bytes.add(list: notes) { bytes, note in
            bytes.add(counted: note.code.rawValue.utf8)
            bytes.add(counted: note.path)
            bytes.add(counted: note.what.utf8)
        }
        entries.pack(into: &bytes)
        bytes.add(list: secrets) { $1.pack(into: &$0) }
        bytes.add(list: named) { bytes, secret in
            bytes.add(secret.path.rawValue)
            secret.hit.pack(into: &bytes)
        }
        drops.pack(into: &bytes)
        bytes.add(list: probes) { $1.pack(into: &$0) }
        bytes.add(list: databases) { bytes, database in
            bytes.add(database.entry)
            database.rows.pack(into: &bytes)
        }
        bytes.add(list: libraries) { bytes, library in
            bytes.add(library.entry)
            bytes.add(list: library.names) { $0.add(counted: $1) }
        }
        bytes.add(list: recorded) { bytes, fact in
            bytes.add(fact.entry)
            fact.hashes.pack(into: &bytes)
        }
        bytes.add(list: kept) { bytes, file in
            bytes.add(file.entry)
            bytes.add(counted: file.bytes)
        }
        bytes.add(list: dumps) { bytes, dump in
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
        compression = try cursor.value(of: Compression.self, "compression")
        storedSize = try cursor.number(as: Int64.self, "size")
        tarSize = try cursor.number(as: Int64.self, "size")
        nestedBytes = try cursor.number(as: Int64.self, "size")
        if try cursor.flag() { sampledCompression = try SampledCompression(packed: &cursor) }
        blobDigests = try LayerFacts.digests(&cursor)
        diffIDs = try LayerFacts.digests(&cursor)
        notes = try cursor.list { (cursor) throws(PackedError) in
            let code = ScanNote.Code(rawValue: try cursor.text())
            return ScanNote(code, path: try cursor.counted(), try cursor.text())
        }
        entries = try LayerEntries(packed: &cursor)
        let end = entries.entries.count
        secrets = try cursor.list { (cursor) throws(PackedError) in
            try SecretFact(packed: &cursor, entries: end, kinds: kinds)
        }
        let paths = entries.paths.count
        named = try cursor.list { (cursor) throws(PackedError) in
            NamedSecret(
                path: PathTable.ID(rawValue: Int32(try cursor.index(below: paths, "path"))),
                hit: try SecretHit(packed: &cursor, kinds: kinds))
        }
        drops = try SecretDrops(packed: &cursor, entries: end, kinds: kinds)
        probes = try cursor.list { (cursor) throws(PackedError) in
            try ExecutableProbe(packed: &cursor, entries: end)
        }
        databases = try cursor.list { (cursor) throws(PackedError) in
            DatabaseFact(entry: try LayerFacts.entry(&cursor, end), rows: try DatabaseRows(packed: &cursor))
        }
        libraries = try cursor.list { (cursor) throws(PackedError) in
            LibraryFact(
                entry: try LayerFacts.entry(&cursor, end),
                names: try cursor.list { (cursor) throws(PackedError) in try cursor.counted() })
        }
        recorded = try cursor.list { (cursor) throws(PackedError) in
            RecordedFact(entry: try LayerFacts.entry(&cursor, end), hashes: try RecordedHashes(packed: &cursor))
        }
        kept = try cursor.list { (cursor) throws(PackedError) in
            KeptFile(entry: try LayerFacts.entry(&cursor, end), bytes: try cursor.counted())
        }
        dumps = try cursor.list { (cursor) throws(PackedError) in
            DumpFact(
                entry: try LayerFacts.entry(&cursor, end),
                form: try cursor.value(of: DumpFact.Form.self, "form of a dump"))
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
