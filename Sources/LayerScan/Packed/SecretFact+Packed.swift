// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Packing
internal import SecretScan

extension SecretFact {
    func pack(into bytes: inout PackedBytes) {
        bytes.add(entry)
        hit.pack(into: &bytes)
        bytes.add((line ?? -1) + 1)
        bytes.add(optional: member)
        bytes.add(hashes == nil ? 0 : 1)
        hashes?.pack(into: &bytes)
    }

    init(packed cursor: inout PackedCursor, entries: Int, kinds: Int) throws(PackedError) {
        let entry = try LayerFacts.entry(&cursor, entries)
        let hit = try SecretHit(packed: &cursor, kinds: kinds)
        let line = try cursor.index(below: .max, "line")
        let member = try cursor.optional()
        self.init(
            entry: entry, hit: hit, line: line == 0 ? nil : line - 1, member: member,
            hashes: try cursor.flag() ? try RecordedHashes(packed: &cursor) : nil)
    }
}

extension RecordedHashes {
    func pack(into bytes: inout PackedBytes) {
        for hash in [md5, sha1, sha256] { bytes.add(counted: hash) }
    }

    init(packed cursor: inout PackedCursor) throws(PackedError) {
        guard let hashes = RecordedHashes(kept: try cursor.counted(), try cursor.counted(), try cursor.counted())
        else { throw PackedError(.damaged, "is damaged: a hash in it is none") }
        self = hashes
    }
}
