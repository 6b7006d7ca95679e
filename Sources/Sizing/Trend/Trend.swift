// SPDX-License-Identifier: Apache-2.0

/// What a trend file holds: builds by series, and lines that could not be used.
public struct Trend: Sendable, Equatable {
    /// A line that was passed over.
    public struct Damage: Sendable, Equatable {
        /// From 1.
        public var line: Int
        /// A sentence without its subject.
        public var what: String
    }

    /// In the order of their names.
    public private(set) var series: [TrendSeries] = []
    public private(set) var damages: [Damage] = []

    /// Reads a file line by line: one that is damaged hides no other.
    public init(_ bytes: [UInt8]) {
        var entries: [TrendEntry] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let text = line.last == 0x0D ? line.dropLast() : line
            guard text.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            do throws(TrendError) {
                entries.append(try TrendEntry(line: text))
            } catch {
                damages.append(Damage(line: index + 1, what: error.what))
            }
        }
        let groups = Dictionary(grouping: entries) { [$0.name, $0.platform ?? ""] }
        series = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { TrendSeries(builds: $0.value) }
    }
}
