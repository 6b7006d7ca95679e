// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Archives

/// The memory is every test's, so that only what holds whatever others do is asked.
struct ChunkMemoryTests {
    @Test(arguments: [1, 256 << 10, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, 5 << 20, 40 << 20])
    func allOfItCanBeWritten(_ capacity: Int) {
        var all: [UnsafeMutableRawBufferPointer] = []
        for round in 0..<4 {
            let memory = ChunkMemory.take(capacity)
            #expect(memory.count == capacity)
            memory.initializeMemory(as: UInt8.self, repeating: UInt8(round))
            all.append(memory)
        }
        // None lies in another.
        for (round, memory) in all.enumerated() {
            #expect(memory.first == UInt8(round) && memory.last == UInt8(round))
            ChunkMemory.giveBack(memory)
        }
    }

    @Test func aStandardChunkBeginsAtAHugePage() {
        let memory = ChunkMemory.take(ChunkBuffer.standardCapacity)
        defer { ChunkMemory.giveBack(memory) }
        #expect(UInt(bitPattern: memory.baseAddress) % UInt(ChunkBuffer.standardCapacity) == 0)
    }
}
