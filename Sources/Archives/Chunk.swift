// SPDX-License-Identifier: Apache-2.0

/// Bytes that may be passed between threads without a copy, with whatever keeps them alive.
///
/// `@unchecked Sendable` is safe because the bytes are written before the chunk is made and never afterwards, and
/// `owner` (a map or a buffer that only this chunk and its slices refer to) outlives every copy of the chunk.
public struct Chunk: @unchecked Sendable {
    private let owner: AnyObject
    private let storage: UnsafeRawBufferPointer

    init(owner: AnyObject, bytes: UnsafeRawBufferPointer) {
        self.owner = owner
        storage = bytes
    }

    /// A copy of `bytes`, for those that lie in memory which is about to change.
    public init(copying bytes: UnsafeRawBufferPointer) {
        let buffer = ChunkBuffer(capacity: bytes.count)
        buffer.append(bytes)
        self = buffer.chunk()
    }

    public var count: Int { storage.count }
    public var isEmpty: Bool { storage.isEmpty }

    /// Lends the bytes for the call.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(owner) {} }
        return try body(storage)
    }

    /// A part of the chunk, sharing its memory. Traps when out of range, as an array's slice does.
    public func slice(_ range: Range<Int>) -> Chunk {
        Chunk(owner: owner, bytes: UnsafeRawBufferPointer(rebasing: storage[range]))
    }

    /// The part of this chunk that `bytes` is, if it points into it.
    func slice(at bytes: UnsafeRawBufferPointer) -> Chunk? {
        guard let base = storage.baseAddress, let start = bytes.baseAddress else { return nil }
        let offset = start - base
        guard offset >= 0, offset + bytes.count <= storage.count else { return nil }
        return Chunk(owner: owner, bytes: bytes)
    }

    var bytes: UnsafeRawBufferPointer { storage }
}
