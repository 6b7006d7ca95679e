// SPDX-License-Identifier: Apache-2.0
import Archives
import LayerScan
import TestSupport
import Testing

/// Scans of layers with archives in them.
enum NestedScanning {
    static func line(_ seed: UInt64 = 3) -> String { "first\nkey = \(LayerScanTests.token(seed))\n" }

    /// Scans through both doors with several numbers of jobs and expects the same of all.
    static func facts(
        _ layer: LayerBuilder, chunk: Int = 70_001, nested: Bool = true, limits: ReadingLimits = ReadingLimits()
    ) throws -> LayerFacts {
        let tar = layer.tar()
        let expected = try scan(tar, .memory, jobs: 1, verify: false, nested: nested, limits: limits)
        for (door, jobs) in [(Door.memory, 4), (.stream, 1), (.stream, 3)] {
            let other = try scan(tar, door, jobs: jobs, verify: false, chunk: chunk, nested: nested, limits: limits)
            #expect(other.listing == expected.listing, "\(door) \(jobs)")
        }
        return expected
    }

    static func members(_ facts: LayerFacts) -> [String] {
        facts.secrets.map { secret in
            let entry = facts.entries.entries[Int(secret.entry)]
            return facts.entries.paths.string(of: entry.path)
                + (secret.member.map { "!/" + String(decoding: $0, as: UTF8.self) } ?? "")
                + ":\(secret.line ?? 0)"
        }
    }
}
