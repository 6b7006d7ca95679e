// SPDX-License-Identifier: Apache-2.0

/// Memory that is filled once and then given away as a chunk.
public final class ChunkBuffer {
    /// A huge page (`ChunkMemory`).
    public static let standardCapacity = 2 << 20

    private let memory: UnsafeMutableRawBufferPointer
    public private(set) var count = 0

    public init(capacity: Int = ChunkBuffer.standardCapacity) {
        memory = ChunkMemory.take(max(capacity, 1))
    }

    deinit { ChunkMemory.giveBack(memory) }

    public var capacity: Int { memory.count }
    public var room: Int { memory.count - count }

    /// Copies as much as fits; returns how much that was.
    @discardableResult
    public func append(_ bytes: UnsafeRawBufferPointer) -> Int {
        let taken = min(bytes.count, room)
        guard taken > 0 else { return 0 }
        UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + taken])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
        count += taken
        return taken
    }

    /// Lets `body` write into the free part and say how many bytes it wrote.
    func fill<Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        let written = try body(UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
        count += written
        return written
    }

    /// The filled part. The buffer must not be appended to afterwards.
    public func chunk() -> Chunk {
        Chunk(owner: self, bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<count]))
    }
}
