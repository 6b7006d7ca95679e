// SPDX-License-Identifier: Apache-2.0
internal import Packing
public import SecretScan

/// What had the form of a secret and was not taken for one: how often for each reason, and where, for the first of
/// them. For those who ask why a scan was quiet.
public struct SecretDrops: Sendable, Equatable {
    /// One place.
    public struct Place: Sendable, Equatable {
        /// Index into the layer's entries.
        public var entry: Int32
        /// The member of an archive inside the layer; nil for a plain file.
        public var member: [UInt8]?
        /// 1-based; nil in a file that is no text, and in large ones.
        public var line: Int?
        /// Index into the rules' kinds.
        public var kind: Int
        public var reason: DropReason
        /// For the order of places in one file.
        var offset: Int64
    }

    /// How many, all of them.
    public private(set) var counts: [DropReason: Int] = [:]
    /// In the order of the layer, at most `placesKept` for a reason.
    public private(set) var places: [Place] = []

    /// Places of one reason that a layer keeps.
    public static let placesKept = 50

    public init() {}

    public var isEmpty: Bool { counts.isEmpty }

    mutating func add(
        _ drops: SecretScratch.Drops, entry: Int32, member: [UInt8]? = nil, line: (Int64) -> Int?
    ) {
        guard drops.total > 0 else { return }
        for reason in DropReason.allCases where drops.counts[reason.rawValue] > 0 {
            counts[reason, default: 0] += drops.counts[reason.rawValue]
        }
        for drop in drops.first {
            places.append(
                Place(
                    entry: entry, member: member, line: line(drop.offset), kind: drop.kind, reason: drop.reason,
                    offset: drop.offset))
        }
    }

    mutating func add(_ other: SecretDrops) {
        for (reason, count) in other.counts { counts[reason, default: 0] += count }
        places += other.places
    }

    /// Sorted by place and cut.
    mutating func settle() {
        // Members of one archive come from one job, in their order; pieces of one file may come from several.
        func key(_ place: (offset: Int, element: Place)) -> (Int32, Int, Int64, Int) {
            let isMember = place.element.member != nil
            return (place.element.entry, isMember ? 1 : 0, isMember ? 0 : place.element.offset, place.offset)
        }
        let sorted = places.enumerated().sorted { key($0) < key($1) }
        var kept: [DropReason: Int] = [:]
        places = sorted.map(\.element).filter { place in
            kept[place.reason, default: 0] += 1
            return kept[place.reason, default: 0] <= SecretDrops.placesKept
        }
    }

    func pack(into bytes: inout PackedBytes) {
        bytes.add(counts.count)
        for (reason, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            bytes.add(reason.rawValue)
            bytes.add(count)
        }
        bytes.add(list: places) { bytes, place in
            bytes.add(place.entry)
            bytes.add(optional: place.member)
            bytes.add((place.line ?? -1) + 1)
            bytes.add(place.kind)
            bytes.add(place.reason.rawValue)
            bytes.add(signed: place.offset)
        }
    }

    init(packed cursor: inout PackedCursor, entries: Int, kinds: Int) throws(PackedError) {
        for _ in 0..<(try cursor.count()) {
            counts[try cursor.value(of: DropReason.self, "reason")] = try cursor.number(as: Int.self, "number")
        }
        places = try cursor.list { (cursor) throws(PackedError) in
            let entry = try LayerFacts.entry(&cursor, entries)
            let member = try cursor.optional()
            let line = try cursor.index(below: .max, "line")
            let kind = try cursor.index(below: kinds, "kind of secret")
            return Place(
                entry: entry, member: member, line: line == 0 ? nil : line - 1, kind: kind,
                reason: try cursor.value(of: DropReason.self, "reason"), offset: try cursor.signed())
        }
    }
}
