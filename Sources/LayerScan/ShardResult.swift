// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// What one shard found. Results are merged by entry and offset, so that the order in which cores finish never
/// shows.
struct ShardResult: Sendable {
    /// Secrets of one piece of a large file; lines count from the piece's first byte, 0-based.
    struct Piece: Sendable {
        var entry: Int32
        var base: Int64
        var newlines: Int
        var isBinary: Bool
        var secrets: [SecretFact]
    }

    var hashes: [(entry: Int32, hash: ContentHash)] = []
    var secrets: [SecretFact] = []
    var pieces: [Piece] = []
    var nested: [NestedResult] = []
    var drops = SecretDrops()
    var probes: [ExecutableProbe] = []
    /// With the place in the file where a record was found: records of one file may come from several shards.
    var databases: [(base: Int64, fact: DatabaseFact)] = []
    var kept: [KeptFile] = []
    /// A large file's may come twice, from the whole and from its first piece.
    var dumps: [DumpFact] = []
    var recorded: [RecordedFact] = []
    var notes: [(entry: Int32, note: ScanNote)] = []
}
