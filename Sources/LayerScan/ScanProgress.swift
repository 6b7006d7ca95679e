// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// How far a scan has come; read by another thread at any time.
public final class ScanProgress: Sendable {
    private let scanned = Atomic<Int64>(0)
    private let finished = Atomic<Int>(0)

    public init() {}

    /// Uncompressed bytes walked so far.
    public var bytes: Int64 { scanned.load(ordering: .relaxed) }
    /// Layers walked to their end.
    public var layers: Int { finished.load(ordering: .relaxed) }

    func add(bytes: Int64) { scanned.wrappingAdd(bytes, ordering: .relaxed) }
    func addLayer() { finished.wrappingAdd(1, ordering: .relaxed) }
}
