// SPDX-License-Identifier: Apache-2.0

/// XXH3-128 of a file's content: equal hashes mean equal content for every practical purpose but security.
public struct ContentHash: Sendable, Hashable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Stands for «not hashed»: no content is known.
    public static let none = ContentHash(high: 0, low: 0)
}
