// SPDX-License-Identifier: Apache-2.0

/// What an attestation inside the archive says about the build. Nobody has checked its signature.
public struct ProvenanceReport: Sendable, Equatable {
    public var predicateType: String?
    public var builder: String?
    /// Where the build came from: a repository or a context.
    public var source: String?
    public var revision: String?
    /// What went in, such as the base images with their digests.
    public var materials: [String]

    public init(
        predicateType: String? = nil, builder: String? = nil, source: String? = nil, revision: String? = nil,
        materials: [String] = []
    ) {
        self.predicateType = predicateType
        self.builder = builder
        self.source = source
        self.revision = revision
        self.materials = materials
    }
}
