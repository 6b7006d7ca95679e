// SPDX-License-Identifier: Apache-2.0

/// What stands between one `FROM` and the next.
public struct Stage: Sendable, Equatable {
    /// The image or the earlier stage that it starts from, `ARG` defaults filled in where they are known.
    public let base: String
    /// `AS name`, in lower case; nil without one.
    public let name: String?
    /// Index of its `FROM` in `Recipe.steps`.
    public let from: Int
    /// Indexes of what follows it.
    public let steps: Range<Int>
}
