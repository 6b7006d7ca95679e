// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the compressed streams of one run hold together, stored and unpacked: a hundred small bombs are a large one.
public final class UnpackedBytes: Sendable {
    private let stored = Atomic<Int64>(0)
    private let unpacked = Atomic<Int64>(0)

    public init() {}

    /// Adds what a stream read and gave out; returns the sums.
    func add(stored more: Int64, unpacked bytes: Int64) -> (stored: Int64, unpacked: Int64) {
        let stored = stored.wrappingAdd(more, ordering: .relaxed).newValue
        return (stored, unpacked.wrappingAdd(bytes, ordering: .relaxed).newValue)
    }
}
