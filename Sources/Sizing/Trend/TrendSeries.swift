// SPDX-License-Identifier: Apache-2.0

/// The builds of one image on one platform, the oldest first.
public struct TrendSeries: Sendable, Equatable {
    /// A build that made the image much larger or smaller than the one before.
    public struct Move: Sendable, Equatable {
        public var build: TrendEntry
        public var bytes: Int64
        /// What differs most among the packages and directories that both builds name, the largest first.
        public var parts: [TrendEntry.Part]
    }

    /// How far the last build is above the lowest of the days before.
    public struct Creep: Sendable, Equatable {
        public var lowest: TrendEntry
        public var last: TrendEntry
        /// nil when the lowest is empty.
        public var percent: Double?
        public var limit: Double
        /// A percentage of nothing allows nothing.
        public var isBroken: Bool { percent.map { $0 > limit } ?? (last.size > 0) }
    }

    public let builds: [TrendEntry]

    /// Builds of one second keep their order.
    init(builds: [TrendEntry]) {
        self.builds = builds.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
            .map(\.element)
    }

    public var first: TrendEntry? { builds.first }
    public var last: TrendEntry? { builds.last }
    public var lowest: TrendEntry? { builds.min { $0.size < $1.size } }
    public var highest: TrendEntry? { builds.max { $0.size < $1.size } }

    /// Builds that differ from the one before by a hundredth, and a megabyte at least or a tenth; the newest first.
    public var moves: [Move] {
        zip(builds, builds.dropFirst()).compactMap { old, new in
            let delta = new.size - old.size
            let isLarge = delta.magnitude >= 1_000_000 || Double(delta.magnitude) >= Double(old.size) / 10
            guard delta != 0, isLarge, Double(delta.magnitude) >= Double(old.size) / 100 else { return nil }
            return Move(build: new, bytes: delta, parts: TrendSeries.parts(old, new, delta))
        }.reversed()
    }

    /// Compares with the lowest build of the `days` before the last one; nil for a series without builds.
    public func creep(over days: Int, limit: Double) -> Creep? {
        guard let last else { return nil }
        let start = last.date.seconds - Int64(days) * 86_400
        guard let lowest = builds.filter({ $0.date.seconds >= start }).min(by: { $0.size < $1.size }) else {
            return nil
        }
        let percent = lowest.size > 0 ? Double(last.size - lowest.size) / Double(lowest.size) * 100 : nil
        return Creep(lowest: lowest, last: last, percent: percent, limit: limit)
    }

    /// What went the way of the whole, among what the lines name.
    private static func parts(_ old: TrendEntry, _ new: TrendEntry, _ delta: Int64) -> [TrendEntry.Part] {
        var changes: [TrendEntry.Part] = []
        for (before, after) in [(old.packages, new.packages), (old.directories, new.directories)] {
            let known = Dictionary(before.map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
            let present = Set(after.map(\.name))
            // A line names the largest alone: what is not in a full list may only have been too small for it.
            let floor = before.count < TrendEntry.most ? 0 : before.map(\.bytes).min() ?? 0
            let newFloor = after.count < TrendEntry.most ? 0 : after.map(\.bytes).min() ?? 0
            changes += after.map {
                TrendEntry.Part(name: $0.name, bytes: $0.bytes - (known[$0.name] ?? min(floor, $0.bytes)))
            }
            changes += before.filter { !present.contains($0.name) }.map {
                TrendEntry.Part(name: $0.name, bytes: min(newFloor, $0.bytes) - $0.bytes)
            }
        }
        return Array(
            changes.filter { $0.bytes != 0 && ($0.bytes > 0) == (delta > 0) }
                .sorted { ($1.bytes.magnitude, $0.name) < ($0.bytes.magnitude, $1.name) }.prefix(3))
    }
}
