// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Passes the decoded stream of an archive inside a layer on until it is larger than what is left for it.
final class NestedMeter: ChunkSource {
    private let decoded: any ChunkSource
    private let allowed: Int64
    private(set) var count: Int64 = 0

    init(_ decoded: any ChunkSource, allowed: Int64) {
        self.decoded = decoded
        self.allowed = allowed
    }

    func next() throws(ArchiveError) -> Chunk? {
        guard let chunk = try decoded.next() else { return nil }
        count += Int64(chunk.count)
        if count > allowed { throw NestedMeter.tooMuch(allowed) }
        return chunk
    }

    static func tooMuch(_ allowed: Int64) -> ArchiveError {
        ArchiveError(
            .limit, "unpacks to more than \(allowed) bytes; what came before that was looked at")
    }
}
