// SPDX-License-Identifier: Apache-2.0

/// What to write in place of what was built: a `.dockerignore` from what really lies in the copied trees, and the
/// skeleton of a Dockerfile with a second stage.
///
/// Names and values come out of an image and are hostile: what does not look plain is left out and said to be, so
/// that no line of it can carry another instruction.
public struct BuildProposal: Sendable, Equatable {
    /// One line of the `.dockerignore`.
    public struct Ignored: Sendable, Equatable {
        public var pattern: String
        /// Content bytes in the image that match.
        public var bytes: Int64
        public var files: Int
    }

    /// Most bytes first.
    public var ignored: [Ignored] = []
    /// Lines of the Dockerfile, without line ends.
    public var dockerfile: [String] = []
    /// What the image would weigh: its size without what edits of the Dockerfile give back; nil where no Dockerfile
    /// is proposed.
    public var predictedSize: Int64?

    public init() {}
}
