// SPDX-License-Identifier: Apache-2.0

/// Where the base image ends and the Dockerfile at hand begins.
public struct BaseReport: Sendable, Equatable {
    /// The evidence for the split, surest first.
    public enum How: String, Sendable, CaseIterable {
        /// The user named the base image.
        case given
        case provenance
        case label
        /// A guess from the history.
        case history
        /// `FROM scratch`, or nothing to go by.
        case none
    }

    /// How many of the first layers are the base's.
    public var layers: Int
    /// How that is known.
    public var how: How
    /// `debian:12`; nil when unknown.
    public var name: String?
    public var digest: String?
    /// A slimmer base to move to, `debian:12-slim`; nil when none is known. Not part of the JSON.
    public var alternative: String?

    public init(
        layers: Int = 0, how: How = .none, name: String? = nil, digest: String? = nil, alternative: String? = nil
    ) {
        self.layers = layers
        self.how = how
        self.name = name
        self.digest = digest
        self.alternative = alternative
    }
}
