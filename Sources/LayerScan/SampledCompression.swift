// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Packing

/// What gzip would make of a plain layer, judged by stretches of 16 KiB at fixed offsets of its tar: all of the
/// first 128 KiB, one in 2 MiB up to 64 MiB, one in 4 MiB beyond. The offsets depend on nothing else, so every way
/// to read a layer gives the same number.
public struct SampledCompression: Sendable, Equatable {
    /// By zone: bytes looked at, and what they deflate to.
    private var looked = [Int64](repeating: 0, count: Zone.all.count)
    private var deflated = [Int64](repeating: 0, count: Zone.all.count)

    public init() {}

    private struct Zone {
        var start: Int64
        var end: Int64
        var step: Int64

        static let all = [
            Zone(start: 0, end: 128 << 10, step: 16 << 10),
            Zone(start: 128 << 10, end: 64 << 20, step: 2 << 20),
            Zone(start: 64 << 20, end: .max, step: 4 << 20),
        ]
    }

    /// The first offset at or after `offset` where a sample begins.
    static func sample(from offset: Int64) -> Int64 {
        for zone in Zone.all where offset < zone.end {
            // Within a step the sample lies in the middle, where there is a middle.
            let first = zone.start + (zone.step > Int64(DeflateSampler.limit) ? zone.step / 2 : 0)
            let place = offset <= first ? first : first + (offset - first + zone.step - 1) / zone.step * zone.step
            if place < zone.end { return place }
        }
        return .max
    }

    /// Adds the sample at `offset` of the tar, which is `count` bytes long and deflates to `size`.
    mutating func add(at offset: Int64, count: Int, deflatedSize size: Int) {
        guard let zone = Zone.all.firstIndex(where: { offset < $0.end }) else { return }
        looked[zone] += Int64(count)
        deflated[zone] += offset == 0 ? Int64(size) : SampledCompression.corrected(size, of: count)
    }

    mutating func add(_ other: SampledCompression) {
        for zone in looked.indices {
            looked[zone] += other.looked[zone]
            deflated[zone] += other.deflated[zone]
        }
    }

    /// A sample pays for code tables of its own and ISA-L looks less far for matches than gzip does: some 750 bytes
    /// a sample against gzip -6 (`CompressionMeasurement`), less the less there is to compress. The first sample
    /// pays for what gzip pays for too.
    private static func corrected(_ size: Int, of count: Int) -> Int64 {
        guard count > 0, size < count else { return Int64(min(size, count)) }
        let ratio = Double(size) / Double(count)
        let surplus = 750 * (1 - ratio * ratio) * Double(count) / Double(DeflateSampler.limit)
        return max(1, Int64(Double(size) - min(surplus, Double(size) / 3)))
    }

    /// The size under gzip -6 of a tar of `tarSize` bytes. An estimate: within 5 % over an image's layers, within
    /// 15 % for one layer of a few megabytes.
    public func gzipSize(tarSize: Int64) -> Int64 {
        var estimate = 0.0
        for (index, zone) in Zone.all.enumerated() where looked[index] > 0 {
            // A zone too short for a sample of its own goes with the one before it.
            var end = min(zone.end, tarSize)
            if index + 1 < looked.count, looked[index + 1] == 0 { end = tarSize }
            estimate += Double(deflated[index]) / Double(looked[index]) * Double(max(0, end - zone.start))
        }
        return Int64(estimate)
    }

    func pack(into bytes: inout PackedBytes) {
        for (looked, deflated) in zip(looked, deflated) {
            bytes.add(looked)
            bytes.add(deflated)
        }
    }

    init(packed cursor: inout PackedCursor) throws(PackedError) {
        for zone in looked.indices {
            looked[zone] = try cursor.number(as: Int64.self, "size")
            deflated[zone] = try cursor.number(as: Int64.self, "size")
        }
    }
}
