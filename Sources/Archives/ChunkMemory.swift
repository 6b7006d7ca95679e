// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Memory for chunks of the standard size, used again and again: a gigabyte that streams by would otherwise leave
/// the allocator's arenas in pieces, with small facts keeping large holes alive.
enum ChunkMemory {
    /// Buffers kept for the next taker; more are given back to the system.
    private static let kept = 64

    private struct Shelf: ~Copyable {
        var free: [UInt] = []
    }
    private static let shelf = Mutex(Shelf())

    static func take(_ capacity: Int) -> UnsafeMutableRawBufferPointer {
        guard capacity == ChunkBuffer.standardCapacity else { return .allocate(byteCount: capacity, alignment: 64) }
        let address = shelf.withLock { $0.free.popLast() }
        if let address, let memory = UnsafeMutableRawPointer(bitPattern: address) {
            return UnsafeMutableRawBufferPointer(start: memory, count: capacity)
        }
        let memory = mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { preconditionFailure("no memory is left for a chunk") }
        return UnsafeMutableRawBufferPointer(start: memory, count: capacity)
    }

    static func giveBack(_ memory: UnsafeMutableRawBufferPointer) {
        guard memory.count == ChunkBuffer.standardCapacity, let base = memory.baseAddress else {
            return memory.deallocate()
        }
        let isKept = shelf.withLock { shelf in
            guard shelf.free.count < kept else { return false }
            shelf.free.append(UInt(bitPattern: base))
            return true
        }
        if !isKept { munmap(base, memory.count) }
    }
}
