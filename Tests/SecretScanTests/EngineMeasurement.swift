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
            for start in 0...(anchor.length - 4) { all.insert(GramTable.gram(anchor.text[start..<(start + 4)])) }
        }
        let filter = GramTable(all.map { ($0, .init(anchor: 0, offset: 0)) }, hash: dunnage_gram_hash).filter
        var counts: [UInt32: Int] = [:]
        data.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
                let range = start..<min(start + 1 << 20, bytes.count)
                let told = AnchorSearchTests.places(dunnage_anchor_sweep, bytes, range, words: filter)
                for place in told.map({ start + Int($0 >> 1) }) where place + 4 <= bytes.count {
                    let gram = GramTable.folded(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                    if all.contains(gram) { counts[gram, default: 0] += 1 }
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
}
