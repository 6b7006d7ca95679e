// SPDX-License-Identifier: Apache-2.0

/// How much an image may grow where nobody said it: more than build noise, less than a mistake.
public enum GrowthPolicy {
    /// Below this size the smaller allowance holds.
    private static let small: Int64 = 50_000_000

    /// 10 MB or 5 %, whichever is more; for images below 50 MB 5 MB or 10 %.
    public static func standard(for size: Int64) -> Growth {
        size < small ? Growth(bytes: 5_000_000, percent: 10) : Growth(bytes: 10_000_000, percent: 5)
    }

    /// What is worth a word: 2 MB or 1 %, whichever is more, and never above the limit.
    public static func warning(for size: Int64, limit: Int64) -> Int64 {
        min(limit, Growth(bytes: 2_000_000, percent: 1).limit(on: size) ?? limit)
    }
}
