// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Cuts content that streams by into pieces that overlap, the same pieces as if it lay in memory.
struct PieceCutter {
    /// A piece, what of it is its own, and where it begins in the file.
    struct Piece {
        var content: Chunk
        var accepting: Range<Int>
        var base: Int64
    }

    private var buffer: ChunkBuffer
    /// Where the buffer's first byte lies in the file.
    private var base: Int64
    /// How much of the buffer was shown to the piece before.
    private var context = 0

    /// A piece's own bytes.
    private let size: Int

    /// `offset`: where the content begins in the file.
    init(at offset: Int64, size: Int = Shard.cutSize) {
        base = offset
        self.size = size
        buffer = ChunkBuffer(capacity: PieceCutter.capacity(size))
    }

    private static func capacity(_ size: Int) -> Int { Shard.contextBefore + size + Shard.contextAfter }

    /// Takes bytes in and gives a piece out whenever one is full.
    mutating func add(_ bytes: UnsafeRawBufferPointer, _ emit: (Piece) -> Void) {
        var rest = bytes
        while !rest.isEmpty {
            let missing = context + size + Shard.contextAfter - buffer.count
            let taken = buffer.append(UnsafeRawBufferPointer(rebasing: rest.prefix(missing)))
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            if taken == missing { cut(emit) }
        }
    }

    /// Gives out what is left.
    mutating func finish(_ emit: (Piece) -> Void) {
        if buffer.count > context + size { cut(emit) }
        guard buffer.count > context else { return }
        emit(Piece(content: buffer.chunk(), accepting: context..<buffer.count, base: base))
        base += Int64(buffer.count)
        buffer = ChunkBuffer(capacity: 1)
        context = 0
    }

    private mutating func cut(_ emit: (Piece) -> Void) {
        let end = context + size
        let piece = Piece(content: buffer.chunk(), accepting: context..<end, base: base)
        let next = ChunkBuffer(capacity: PieceCutter.capacity(size))
        piece.content.withBytes {
            _ = next.append(UnsafeRawBufferPointer(rebasing: $0[(end - Shard.contextBefore)...]))
        }
        base += Int64(end - Shard.contextBefore)
        context = Shard.contextBefore
        buffer = next
        emit(piece)
    }

    /// The pieces of content that lies in memory.
    static func pieces(of content: Chunk) -> [Piece] {
        stride(from: 0, to: content.count, by: Shard.cutSize).map { start in
            let end = min(content.count, start + Shard.cutSize)
            let first = max(0, start - Shard.contextBefore)
            let last = min(content.count, end + Shard.contextAfter)
            return Piece(
                content: content.slice(first..<last), accepting: start - first..<end - first, base: Int64(first))
        }
    }
}
