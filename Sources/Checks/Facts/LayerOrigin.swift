// SPDX-License-Identifier: Apache-2.0
public import ImageFormat

/// Where a layer comes from.
public struct LayerOrigin: Sendable {
    /// 0 is the bottom.
    public let index: Int
    /// The Dockerfile instruction that made it; nil when the history does not tell.
    public let instruction: Instruction?
    /// One of the base image's.
    public let isBase: Bool
}
