// SPDX-License-Identifier: Apache-2.0

/// What a JSON text may cost. With the default limits a parsed document takes at most some 250 MB, whatever its bytes.
public struct JSONLimits: Sendable, Equatable {
    /// Length of the text in bytes.
    public var bytes: Int
    /// Open containers at one place. At most 1,024 are honoured, since releasing a value recurses once a level.
    public var depth: Int
    /// Values and keys in the whole text: `[0,0,…` would otherwise cost twelve times its length.
    public var values: Int
    /// Length of one string in bytes of text, escapes unexpanded.
    public var stringBytes: Int

    public init(
        bytes: Int = 64 << 20,
        depth: Int = 256,
        values: Int = 2_000_000,
        stringBytes: Int = 16 << 20
    ) {
        self.bytes = bytes
        self.depth = min(max(depth, 1), 1_024)
        self.values = values
        self.stringBytes = stringBytes
    }

    public static let standard = JSONLimits()
}
