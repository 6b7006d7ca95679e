// SPDX-License-Identifier: Apache-2.0

/// What had the form of a secret and is not reported, for one reason. Never a value.
public struct QuietSecrets: Sendable, Equatable {
    /// «documented examples and placeholders».
    public var reason: String
    public var count: Int
    /// The first of them: `/app/README.md:12  gitlab-pat`.
    public var places: [String]

    public init(reason: String, count: Int, places: [String]) {
        self.reason = reason
        self.count = count
        self.places = places
    }
}
