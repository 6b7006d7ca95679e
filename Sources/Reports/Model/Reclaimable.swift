// SPDX-License-Identifier: Apache-2.0

/// The two shares of reclaimable bytes.
public struct Reclaimable: Sendable, Equatable {
    /// What edits of the Dockerfile give back.
    public var byDockerfile: Int64
    /// What only another base would give back.
    public var byBase: Int64

    public init(byDockerfile: Int64 = 0, byBase: Int64 = 0) {
        self.byDockerfile = byDockerfile
        self.byBase = byBase
    }
}
