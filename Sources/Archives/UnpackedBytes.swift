// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the compressed streams of one run hold together, stored and unpacked: a hundred small bombs are a large one.
public final class UnpackedBytes: Sendable {
    private let stored = Atomic<Int64>(0)
    private let unpacked = Atomic<Int64>(0)

    public init() {}

    /// Adds what a stream read and gave out. Throws when all streams together are beyond the limits.
    public func add(stored more: Int64, unpacked bytes: Int64, _ limits: ReadingLimits) throws(ArchiveError) {
        let stored = stored.wrappingAdd(more, ordering: .relaxed).newValue
        let unpacked = unpacked.wrappingAdd(bytes, ordering: .relaxed).newValue
        if unpacked > limits.totalBytes {
            throw ArchiveError(
                .limit,
                "and what was read before unpack to more than \(limits.totalBytes) bytes; raise --max-total-bytes")
        }
        try limits.allow(ratioOf: stored, unpacked, "the size of all that was read so far")
    }
}
