// SPDX-License-Identifier: Apache-2.0

/// The operating system of an image, as os-release(5) names it for machines.
public struct DistributionReport: Sendable, Equatable {
    /// `debian`, `alpine`: lower case.
    public var id: String
    /// `12`, `3.20.3`; empty when not said.
    public var version: String

    public init(id: String, version: String = "") {
        self.id = id
        self.version = version
    }
}
