// SPDX-License-Identifier: Apache-2.0

/// The content of a tar's current member as a stream: a layer inside an archive that is itself read from a pipe.
public final class TarMemberSource: ChunkSource {
    /// The reader in a box, since a class cannot borrow it.
    private let archive: TarWalk
    private var pending = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isAtEnd = false

    /// Streams what is left of the member that `archive` stands at. Use it up before the walk moves on.
    public init(_ archive: TarWalk) { self.archive = archive }

    public func next() throws(ArchiveError) -> Chunk? {
        guard !isAtEnd else { return nil }
        let buffer = ChunkBuffer()
        while buffer.room > 0 {
            if pending.isEmpty {
                guard let block = try archive.reader.nextBlock() else {
                    isAtEnd = true
                    break
                }
                pending = block.bytes
            }
            let taken = buffer.append(pending)
            pending = UnsafeRawBufferPointer(rebasing: pending[taken...])
        }
        return buffer.count == 0 ? nil : buffer.chunk()
    }
}
