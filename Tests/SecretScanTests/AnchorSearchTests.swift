// SPDX-License-Identifier: Apache-2.0
import CAnchorSweep
import TestSupport
import Testing

@testable import SecretScan

/// The search for anchors against looking at every place for every anchor.
@Suite struct AnchorSearchTests {
    private static let engine = Result { try SecretEngine() }

    private static func found(_ bytes: [UInt8], _ range: Range<Int>) throws -> [UInt64] {
        var places: [UInt32] = []
        var found: [UInt64] = []
        let search = try engine.get().search
        bytes.withUnsafeBytes { search.find(in: $0, range, &places, into: &found) }
        return found
    }

    /// Where an anchor stands and, for a token, what the sweep may ask for besides: the beginning of sixteen characters
    /// of a token; of any, five printable bytes in a row.
    private static func expected(_ bytes: [UInt8], _ range: Range<Int>) throws -> [UInt64] {
        let anchors = try engine.get().anchors
        var found: [UInt64] = []
        for place in range {
            for (number, anchor) in anchors.enumerated() where place + anchor.length <= range.upperBound {
                let text = bytes[place..<(place + anchor.length)]
                guard
                    text.elementsEqual(
                        anchor.text,
                        by: { byte, wanted in
                            byte == wanted || anchor.isCaseless && Placeholders.lowered(byte) == wanted
                        })
                else { continue }
                if anchor.beginsToken {
                    let run = bytes[place...].prefix { AnchorSearch.tokenBytes.contains($0) }.count
                    guard run >= AnchorSearch.tokenRun, mayBegin(bytes, place) else { continue }
                }
                found.append(UInt64(number) << 32 | UInt64(place - range.lowerBound))
            }
        }
        return found
    }

    private static func mayBegin(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard place > 0, ByteSet.alphanumeric.contains(bytes[place - 1]) else { return true }
        return (2...3).contains { back in
            place >= back && (bytes[place - back] == UInt8(ascii: "\\") || bytes[place - back] == UInt8(ascii: "%"))
        }
    }

    /// Anchors with what their rules want beside them, between bytes of several kinds.
    private static func text(_ random: inout SeededGenerator, count: Int) throws -> [UInt8] {
        let anchors = try engine.get().anchors
        let token = AnchorSearch.tokenBytes.members
        let printable = AnchorSearch.printable.members
        var bytes: [UInt8] = []
        while bytes.count < count {
            switch Int.random(in: 0..<8, using: &random) {
            case 0...2:
                let anchor = anchors[Int.random(in: 0..<anchors.count, using: &random)]
                if let before = anchor.previous?.members.randomElement(using: &random), Bool.random(using: &random) {
                    bytes.append(before)
                }
                bytes += anchor.text.map { byte in
                    anchor.isCaseless && Bool.random(using: &random) && ByteSet.lower.contains(byte)
                        ? byte - 0x20 : byte
                }
                if let next = anchor.next?.members.randomElement(using: &random) { bytes.append(next) }
                bytes += (0..<Int.random(in: 8...24, using: &random)).map { _ in
                    token.randomElement(using: &random) ?? 0x61
                }
            case 3: bytes += (0..<Int.random(in: 1...90, using: &random)).map { _ in 0 }
            case 4:
                bytes += (0..<Int.random(in: 1...40, using: &random)).map { _ in .random(in: 0...255, using: &random) }
            case 5: bytes += Array("\\n".utf8) + token.prefix(2)
            case 6: bytes += Array("%3D".utf8)
            default:
                bytes += (0..<Int.random(in: 1...30, using: &random)).map { _ in
                    printable.randomElement(using: &random) ?? 0x20
                }
            }
        }
        return bytes
    }

    @Test(arguments: 0..<24) func `It finds what a look at every place finds`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = try AnchorSearchTests.text(&random, count: 1_500)
        // Ranges within the bytes, as pieces of a file and looks around a match have them.
        for _ in 0..<3 {
            let lower = Int.random(in: 0...bytes.count, using: &random)
            let range = lower..<Int.random(in: lower...bytes.count, using: &random)
            let found = try AnchorSearchTests.found(bytes, range)
            let expected = try AnchorSearchTests.expected(bytes, range)
            let missing = try AnchorSearchTests.missing(expected, found, bytes, range)
            #expect(missing.isEmpty, "\(range): \(missing)")
            #expect(Set(found).subtracting(expected).isEmpty)
            #expect(found == found.sorted { ($0 & 0xffff_ffff, $0 >> 32) < ($1 & 0xffff_ffff, $1 >> 32) })
        }
    }

    /// What was not found although its rules could match there: beside the anchor stands what they ask for.
    private static func missing(
        _ expected: [UInt64], _ found: [UInt64], _ bytes: [UInt8], _ range: Range<Int>
    ) throws -> [String] {
        let anchors = try engine.get().anchors
        let known = Set(found)
        return expected.filter { !known.contains($0) }.compactMap { packed in
            let anchor = anchors[Int(packed >> 32)]
            let place = range.lowerBound + Int(packed & 0xffff_ffff)
            let end = place + anchor.length
            if let next = anchor.next, end == bytes.count || !next.contains(bytes[end]) { return nil }
            if let previous = anchor.previous, place > 0, !previous.contains(bytes[place - 1]) { return nil }
            let before = bytes[..<place].reversed().prefix { AnchorSearch.printable.contains($0) }.count
            let after = bytes[place...].prefix { AnchorSearch.printable.contains($0) }.count
            if before + after < AnchorSearch.printableRun { return nil }
            return "\(String(decoding: anchor.text, as: UTF8.self)) at \(place)"
        }
    }

    typealias Sweep = (
        UnsafePointer<UInt8>?, Int, Int, UnsafeMutablePointer<Int>?, Int, UnsafePointer<dunnage_anchor_sets>?,
        UnsafeMutablePointer<UInt32>?, Int
    ) -> Int

    /// What a sweep tells of a range; without a set for tokens there are none.
    static func places(
        _ sweep: Sweep, _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, tokens: [UInt32]? = nil, words: [UInt32],
        room: Int = 4_096
    ) -> [UInt32] {
        let tokens = tokens ?? [UInt32](repeating: 0, count: words.count)
        return tokens.withUnsafeBufferPointer { tokens in
            words.withUnsafeBufferPointer { words in
                var sets = dunnage_anchor_sets(tokens: tokens.baseAddress, words: words.baseAddress)
                var place = range.lowerBound
                var found = [UInt32](repeating: 0, count: room)
                var all: [UInt32] = []
                while place < range.upperBound {
                    let count = sweep(
                        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, range.lowerBound, &place,
                        range.upperBound, &sets, &found, room)
                    all += found.prefix(count)
                }
                return all
            }
        }
    }

    /// What a sweep tells from a place to the end, with one set for tokens and words.
    private static func places(
        _ sweep: Sweep, _ bytes: [UInt8], from start: Int = 0, _ set: [UInt32], room: Int = 4_096
    ) -> [UInt32] {
        bytes.withUnsafeBytes { places(sweep, $0, start..<bytes.count, tokens: set, words: set, room: room) }
    }

    /// A set that lets one place in sixteen through.
    private static func set(_ random: inout SeededGenerator) -> [UInt32] {
        (0..<(1 << Int(DUNNAGE_SET_BITS))).map { _ in
            UInt32.random(in: 0 ... .max, using: &random) & UInt32.random(in: 0 ... .max, using: &random)
        }
    }

    @Test(arguments: 0..<12) func `With and without vectors it is the same`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = try AnchorSearchTests.text(&random, count: 4_000)
        let start = Int.random(in: 0..<70, using: &random)
        let set = AnchorSearchTests.set(&random)
        let fast = AnchorSearchTests.places(dunnage_anchor_sweep, bytes, from: start, set)
        #expect(fast == AnchorSearchTests.places(dunnage_anchor_sweep_plain, bytes, from: start, set))
        #expect(fast.count > 50)
        // With room for one block more than none at a time, blocks may be looked at that otherwise are not.
        let stepwise = AnchorSearchTests.places(
            dunnage_anchor_sweep, bytes, from: start, set, room: Int(DUNNAGE_PLACES_OF_BLOCK) + 1)
        #expect(Set(fast).isSubset(of: stepwise))
    }

    @Test func `Where the bytes end nothing behind them is told`() throws {
        var random = SeededGenerator(seed: 99)
        let bytes = try AnchorSearchTests.text(&random, count: 700)
        let set = AnchorSearchTests.set(&random)
        for count in 0...bytes.count {
            let text = Array(bytes.prefix(count))
            let fast = AnchorSearchTests.places(dunnage_anchor_sweep, text, set)
            #expect(fast == AnchorSearchTests.places(dunnage_anchor_sweep_plain, text, set))
            // As with zeros behind them.
            let followed = AnchorSearchTests.places(
                dunnage_anchor_sweep, text + [UInt8](repeating: 0, count: 400), set)
            #expect(fast.filter { $0 >> 1 < count } == followed.filter { $0 >> 1 < count })
        }
    }

    @Test func `What rules look for holds what the sweep asks for`() throws {
        for rule in SecretRules.builtIn.rules {
            let pattern = try #require(BytePattern(rule.pattern))
            for anchor in rule.anchors {
                let before = pattern.precedingRun(of: AnchorSearch.printable)
                let run = before + anchor.utf8.count + pattern.leadingRun(of: AnchorSearch.printable)
                #expect(run >= AnchorSearch.printableRun, "\(rule.id): \(anchor)")
            }
        }
    }
}
