// SPDX-License-Identifier: Apache-2.0

/// What a registry sends to a client that has no layer of the image: the stored size of compressed layers, an
/// estimate for plain ones, which every push compresses.
public struct PullSize: Sendable, Equatable {
    /// One layer, as it lies in the archive.
    public enum Layer: Sendable, Equatable {
        /// Its stored bytes are what is sent.
        case compressed(stored: Int64)
        /// What gzip would make of it, as far as samples tell.
        case plain(estimate: Int64)
    }

    public let bytes: Int64
    /// True when a plain layer had to be estimated.
    public let isApproximate: Bool

    /// - Parameter layers: every layer once: one that the image lists twice is sent once.
    public init(layers: some Sequence<Layer>) {
        var bytes: Int64 = 0
        var isApproximate = false
        for layer in layers {
            switch layer {
            case .compressed(let stored): bytes = bytes.addingSaturated(max(0, stored))
            case .plain(let estimate):
                bytes = bytes.addingSaturated(max(0, estimate))
                if estimate > 0 { isApproximate = true }
            }
        }
        self.bytes = bytes
        self.isApproximate = isApproximate
    }
}
