// SPDX-License-Identifier: Apache-2.0
import CAnchorSweep
import Foundation
import Glibc
import Testing

@testable import SecretScan

/// Numbers for a release build: `DUNNAGE_MEASURE=1 swift test -c release --filter EngineMeasurement`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_MEASURE"] != nil), .serialized)
struct EngineMeasurement {
    /// Processor time of this thread: what else the machine does hardly shows in it.
    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
        }
        let start = now()
        try body()
        return now() - start
    }

    @Test func `What an engine costs before the first byte is looked at`() throws {
        // The first run of a process pays for cold caches and pages too: that is the one users meet.
        let first = try EngineMeasurement.milliseconds { _ = try SecretEngine() }
        var whole: [Double] = []
        for _ in 0..<9 {
            whole.append(try EngineMeasurement.milliseconds { _ = try SecretEngine() })
        }
        let engine = try SecretEngine()
        let middle = whole.sorted()[4]
        print(
            "\(engine.rules.count) kinds, \(engine.anchors.count) anchors:",
            String(format: "first engine %.1f ms, later ones %.1f", first, middle))
        #expect(middle <= 15)
    }

    /// `DUNNAGE_MEASURE_FILE` is what to look at, best a tar of many gigabytes. What is common there and was chosen all the
    /// same belongs into `CommonGroups`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_MEASURE_FILE"] != nil))
    func `Which four bytes of anchors text is full of`() throws {
        let path = try #require(ProcessInfo.processInfo.environment["DUNNAGE_MEASURE_FILE"])
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        let anchors = try SecretEngine().anchors.filter { !$0.beginsToken }
        let chosen = Set(anchors.flatMap { AnchorGrams($0).all.map(\.gram) })
        var all = chosen
        for anchor in anchors where anchor.length >= 4 {
            for start in 0...(anchor.length - 4) {
                all.insert(EngineMeasurement.gram(anchor.text[start..<(start + 4)]))
            }
        }
        var hashes = [UInt32](repeating: 0, count: 1 << (Int(DUNNAGE_GRAM_BITS) - 5))
        for gram in all { hashes[Int(dunnage_gram_hash(gram) >> 5)] |= 1 << (dunnage_gram_hash(gram) & 31) }
        var counts: [UInt32: Int] = [:]
        hashes.withUnsafeBufferPointer { hashes in
            data.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
                    let range = start..<min(start + 1 << 20, bytes.count)
                    for place in EngineMeasurement.places(bytes, range, hashes) where place + 4 <= bytes.count {
                        let gram = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self) | 0x2020_2020
                        if all.contains(gram) { counts[gram, default: 0] += 1 }
                    }
                }
            }
        }
        // Half of all places are asked for.
        let share = { (count: Int) in Double(2 * count) / Double(data.count) }
        let letThrough = counts.filter { chosen.contains($0.key) }.map(\.value).reduce(0, +)
        print("chosen groups: \(chosen.count), at one of \(Int(1 / share(letThrough))) places")
        for (gram, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
        where share(count) > 1 / 120_000 {
            let text = withUnsafeBytes(of: gram.littleEndian) { String(decoding: $0, as: UTF8.self) }
            print(
                text.replacingOccurrences(of: "\u{7f}", with: "_"), Int(1 / share(count)),
                chosen.contains(gram) ? "chosen" : "")
        }
        #expect(share(letThrough) < 1 / 50)
    }

    private static func gram(_ text: ArraySlice<UInt8>) -> UInt32 {
        text.reversed().reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
    }

    private static func places(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ words: UnsafeBufferPointer<UInt32>
    ) -> [Int] {
        let none = UnsafeMutablePointer<UInt32>.allocate(capacity: words.count)
        none.initialize(repeating: 0, count: words.count)
        defer { none.deallocate() }
        var sets = dunnage_anchor_sets(tokens: none, words: words.baseAddress)
        var told = [UInt32](repeating: 0, count: 65_536)
        var all: [Int] = []
        var place = range.lowerBound
        while place < range.upperBound {
            let count = dunnage_anchor_sweep(
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, range.lowerBound, &place,
                range.upperBound, &sets, &told, told.count)
            all += told.prefix(count).map { range.lowerBound + Int($0 >> 1) }
        }
        return all
    }
}
