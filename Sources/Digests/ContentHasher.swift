// SPDX-License-Identifier: Apache-2.0
internal import CXXHash

/// XXH3-128 over content that lies together or arrives in pieces; more than 10 GB/s.
public struct ContentHasher: ~Copyable {
    private let state: OpaquePointer

    /// nil when there is no memory for the 576-byte state.
    public init?() {
        guard let state = XXH3_createState() else { return nil }
        self.state = state
        XXH3_128bits_reset(state)
    }

    deinit { XXH3_freeState(state) }

    public mutating func reset() { XXH3_128bits_reset(state) }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        _ = dunnage_hash_update(state, base, bytes.count)
    }

    public func finish() -> (high: UInt64, low: UInt64) {
        let hash = XXH3_128bits_digest(state)
        return (hash.high64, hash.low64)
    }

    public static func hash(_ bytes: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64) {
        let hash = dunnage_hash(bytes.baseAddress, bytes.count)
        return (hash.high64, hash.low64)
    }
}
