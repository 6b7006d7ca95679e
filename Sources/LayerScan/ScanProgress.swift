// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// How far a scan has come; read by another thread at any time.
public final class ScanProgress: Sendable {
    private let scanned = Atomic<Int64>(0)
    private let finished = Atomic<Int>(0)
    private let expected = Atomic<Int64>(0)
    private let read = Atomic<Int64>(0)
    private let known = Atomic<Int>(0)
    private let reused = Atomic<Int>(0)

    public init() {}

    /// Uncompressed bytes walked so far.
    public var bytes: Int64 { scanned.load(ordering: .relaxed) }
    /// Layers walked to their end.
    public var layers: Int { finished.load(ordering: .relaxed) }

    /// Layers that were not scanned, because facts of an earlier scan stood for it; `layers` counts them too.
    public var layersReused: Int { reused.load(ordering: .relaxed) }

    /// Layers that are known to be scanned, finished ones among them. From a pipe they are known as they come.
    public var layersKnown: Int { known.load(ordering: .relaxed) }
    /// How much of the layers' stored bytes was read, 0…1; nil while nobody knows how much there is.
    public var share: Double? {
        let all = expected.load(ordering: .relaxed)
        return all > 0 ? min(1, Double(read.load(ordering: .relaxed)) / Double(all)) : nil
    }

    func expectLayer(stored bytes: Int64?) {
        known.wrappingAdd(1, ordering: .relaxed)
        if let bytes { expected.wrappingAdd(bytes, ordering: .relaxed) }
    }
    func add(stored bytes: Int64) { read.wrappingAdd(bytes, ordering: .relaxed) }
    func add(bytes: Int64) { scanned.wrappingAdd(bytes, ordering: .relaxed) }
    func addReusedLayer(stored: Int64, bytes: Int64) {
        add(stored: stored)
        add(bytes: bytes)
        reused.wrappingAdd(1, ordering: .relaxed)
    }
    func addLayer() { finished.wrappingAdd(1, ordering: .relaxed) }
}
