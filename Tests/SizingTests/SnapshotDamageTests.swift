// SPDX-License-Identifier: Apache-2.0
import Packing
import TestSupport
import Testing

@testable import Sizing

/// A document that somebody changed on purpose: the file's checksum cannot help there.
@Suite struct SnapshotDamageTests {
    private func document() throws -> [UInt8] {
        var random = SeededGenerator(seed: 4)
        return try SnapshotSketch.randomPair(&random).0.document()
    }

    /// What is read must be fit to be compared; what is not is refused.
    private func survives(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            guard let snapshot = try? ImageSnapshot(document: bytes) else { return false }
            let comparison = ImageComparison(before: snapshot, after: snapshot)
            return comparison.causes.isEmpty && !snapshot.document().isEmpty
        }
    }

    @Test func `Cut off anywhere it is refused`() throws {
        let whole = try document()
        #expect(survives(whole))
        for length in 0..<whole.count { #expect(!survives(Array(whole[..<length])), "cut at \(length)") }
    }

    /// Some changes are harmless (a letter of a name): what matters is that nothing traps and nothing hangs.
    @Test(arguments: 0..<4) func `Changed anywhere it is read or refused, and never traps`(batch: Int) throws {
        let whole = try document()
        var random = SeededGenerator(seed: UInt64(batch) + 99)
        var refused = 0
        for _ in 0..<600 {
            let bytes = Damage.scattered(over: whole, using: &random)
            if !survives(bytes) { refused += 1 }
        }
        #expect(refused > 200)
    }

    @Test func `Sums that are not those of the files are refused`() throws {
        let text = String(decoding: try document(), as: UTF8.self)
        #expect(text.contains("\"size\":"))
        var bytes = try document()
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("\"live\":".utf8)) })
        // Another digit: the length stays.
        bytes[place + 7] = bytes[place + 7] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
        #expect(!survives(bytes))
    }

    @Test func `Parts and members of a later version are passed over`() throws {
        var bytes = try document()
        bytes += Array("NEWS".utf8) + [3, 1, 2, 3]
        #expect(survives(bytes))
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("\"tool\":".utf8)) })
        let extra = Array("\"later\":7,".utf8)
        bytes.insert(contentsOf: extra, at: place)
        // The length of HEAD stands behind its tag, in two bytes of seven bits.
        let length = Int(bytes[4] & 0x7F) | Int(bytes[5]) << 7
        try #require(bytes[4] & 0x80 != 0 && bytes[5] & 0x80 == 0)
        bytes[4] = UInt8((length + extra.count) & 0x7F) | 0x80
        bytes[5] = UInt8((length + extra.count) >> 7)
        #expect(survives(bytes))
    }

    @Test func `Limits hold`() throws {
        var limits = SnapshotLimits()
        limits.rows = 1
        let bytes = try document()
        #expect(throws: PackedError.self) {
            try bytes.withUnsafeBytes { try ImageSnapshot(document: $0, limits: limits) }
        }
    }
}
