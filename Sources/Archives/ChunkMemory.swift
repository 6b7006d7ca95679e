// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Memory for chunks, mapped from the system and used again and again.
///
/// A gigabyte that streams by would otherwise leave the allocator's arenas in pieces, with small facts keeping large
/// holes alive: 740 MB were held for 100 MB in use. Small chunks are left to the allocator.
enum ChunkMemory {
    /// Chunks from here on are mapped.
    private static let smallest = 256 << 10
    /// On x86-64, and on ARM64 with pages of 4 KiB; where they are larger, the advice is for nothing.
    private static let hugePage = 2 << 20

    /// Memory for the next taker, a shelf for each power of two.
    private struct Shelves: ~Copyable {
        private var free = [[UInt]](repeating: [], count: Int.bitWidth)
        /// How many more bytes are kept.
        private var room: Int

        init(room: Int) { self.room = room }

        mutating func take(_ shelf: Int) -> UInt? {
            guard let address = free[shelf].popLast() else { return nil }
            room += 1 << shelf
            return address
        }

        /// False when there is enough: the system gets it back.
        mutating func put(_ address: UInt, _ shelf: Int) -> Bool {
            guard 1 << shelf <= room else { return false }
            free[shelf].append(address)
            room -= 1 << shelf
            return true
        }
    }
    /// What streams by takes and gives back memory of one huge page all the time.
    private static let small = Mutex(Shelves(room: 16 << 20))
    /// Larger pieces are rare and of any size: enough of them to be of use would be too much.
    private static let large = Mutex(Shelves(room: 8 << 20))

    private static func withShelves<Result>(for shelf: Int, _ body: (inout Shelves) -> Result) -> Result {
        1 << shelf > hugePage ? large.withLock { body(&$0) } : small.withLock { body(&$0) }
    }

    static func take(_ capacity: Int) -> UnsafeMutableRawBufferPointer {
        guard capacity >= smallest else { return .allocate(byteCount: capacity, alignment: 64) }
        let shelf = shelf(of: capacity)
        let address = withShelves(for: shelf) { $0.take(shelf) }
        if let address, let memory = UnsafeMutableRawPointer(bitPattern: address) {
            return UnsafeMutableRawBufferPointer(start: memory, count: capacity)
        }
        return UnsafeMutableRawBufferPointer(start: map(capacity, 1 << shelf), count: capacity)
    }

    /// Fresh memory of `size` bytes, in huge pages as far as `capacity` fills them: zeroed one by one, the small pages
    /// of a gigabyte that is inflated cost as much time as half of the inflating.
    private static func map(_ capacity: Int, _ size: Int) -> UnsafeMutableRawPointer {
        let extra = capacity >= hugePage ? hugePage : 0
        let start = mmap(nil, size + extra, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { preconditionFailure("no memory is left for a chunk") }
        guard extra > 0 else { return start }
        // A huge page begins at a multiple of its size: what lies before the first and behind the last goes back.
        let memory = start.alignedUp(toMultipleOf: hugePage)
        let before = memory - start
        if before > 0 { munmap(start, before) }
        if before < extra { munmap(memory + size, extra - before) }
        madvise(memory, capacity / hugePage * hugePage, MADV_HUGEPAGE)
        return memory
    }

    static func giveBack(_ memory: UnsafeMutableRawBufferPointer) {
        guard memory.count >= smallest, let base = memory.baseAddress else { return memory.deallocate() }
        let shelf = shelf(of: memory.count)
        let isKept = withShelves(for: shelf) { $0.put(UInt(bitPattern: base), shelf) }
        if !isKept { munmap(base, 1 << shelf) }
    }

    /// The power of two that holds `capacity` bytes. Pages that are never written cost nothing.
    private static func shelf(of capacity: Int) -> Int { Int.bitWidth - (capacity - 1).leadingZeroBitCount }
}
