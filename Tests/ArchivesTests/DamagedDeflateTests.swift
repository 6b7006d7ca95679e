// SPDX-License-Identifier: Apache-2.0
import Archives
import Testing

/// A match of 258 bytes at a distance that deflate does not know (RFC 1951 §3.2.6: codes 30 and 31), near the end of the
/// reader's room: ISA-L then says that it wrote more than there was room for. Once that was believed, and a trap.
@Suite struct DamagedDeflateTests {
    /// One block of fixed codes: literals, then the match that cannot be.
    static func deflated(literals: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var pending: UInt64 = 0
        var count = 0
        func put(_ bits: Int, _ width: Int) {
            pending |= UInt64(bits) << UInt64(count)
            count += width
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                count -= 8
            }
        }
        /// Codes stand with their highest bit first.
        func code(_ code: Int, _ width: Int) {
            for bit in (0..<width).reversed() { put(code >> bit & 1, 1) }
        }
        put(0b011, 3)
        code(0x30 + 0x41, 8)
        code(0x30 + 0x41, 8)
        // Every further literal is the same eight bits, and the same byte.
        bytes += [UInt8](repeating: bytes[1], count: literals - 2)
        code(0b1100_0101, 8)
        code(30, 5)
        for _ in 0..<64 { put(0, 8) }
        return bytes
    }

    static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    @Test(arguments: [1, 30, 100, 257, 258, 300, 5_000])
    func aMatchThatCannotBeIsDamage(before end: Int) throws {
        let literals = ChunkBuffer.standardCapacity - end
        let deflated = DamagedDeflateTests.deflated(literals: literals)

        let gzip = decode(DamagedDeflateTests.header + deflated, pieces: 1 << 22)
        #expect(gzip.error?.code == .damaged)
        // A match's length is lost before the damage, and none of what the memory held before is given out.
        let isTheLiterals =
            (literals - 260...literals) ~= gzip.bytes.count
            && gzip.bytes == [UInt8](repeating: 0x41, count: gzip.bytes.count)
        #expect(isTheLiterals, "\(gzip.bytes.count) of \(literals)")

        let member = DeflateSource()
        member.restart(deflated.withUnsafeBytes { Chunk(copying: $0) })
        #expect(collect(member).error?.code == .damaged)

        for room in [literals - 1, literals, literals + 1, literals + end] {
            let inflated = deflated.withUnsafeBytes { Inflater.inflate($0, .none, limit: room) }
            #expect(inflated?.count == nil)
        }
    }
}
