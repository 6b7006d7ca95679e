// SPDX-License-Identifier: Apache-2.0

/// What stands for an image in a comparison: names, sizes, hashes and findings, but no content and no secret.
///
/// Two snapshots of one image are the same whether they were just made from an archive or read from a file.
public struct ImageSnapshot: Sendable {
    /// The version of the program that made it.
    public var tool: String
    /// The image's first name; nil for an untagged one.
    public var reference: String?
    /// Digest of the configuration.
    public var id: String?
    public var manifestDigest: String?
    /// `os/architecture[/variant]`.
    public var platform: String?
    /// RFC 3339, as the configuration has it.
    public var created: String?
    /// `org.opencontainers.image.revision`: what it was built from.
    public var revision: String?
    /// `Debian 12`.
    public var distribution: String?
    public var base: Base
    /// Why the image is not whole, one sentence each; empty for a whole one.
    public var gaps: [String]
    public var totals: Totals
    /// Bottom first.
    public var layers: [Layer]
    public var packages: [Package]
    public var config: Config
    /// Those that count.
    public var findings: [FindingMark]
    /// Those that an exception took out of the count: they are neither new nor fixed when the exception comes or goes.
    public var suppressed: [FindingMark]
    public var files: SnapshotFiles

    public init(
        tool: String, reference: String? = nil, id: String? = nil, manifestDigest: String? = nil,
        platform: String? = nil, created: String? = nil, revision: String? = nil, distribution: String? = nil,
        base: Base = Base(), gaps: [String] = [], totals: Totals = Totals(), layers: [Layer] = [],
        packages: [Package] = [], config: Config = Config(), findings: [FindingMark] = [],
        suppressed: [FindingMark] = [], files: SnapshotFiles = SnapshotFiles()
    ) {
        self.tool = tool
        self.reference = reference
        self.id = id
        self.manifestDigest = manifestDigest
        self.platform = platform
        self.created = created
        self.revision = revision
        self.distribution = distribution
        self.base = base
        self.gaps = gaps
        self.totals = totals
        self.layers = layers
        self.packages = packages
        self.config = config
        self.findings = findings
        self.suppressed = suppressed
        self.files = files
    }

    /// True when nothing of the image is missing or doubted.
    public var isComplete: Bool { gaps.isEmpty }

    /// Where the base image ends.
    public struct Base: Sendable, Equatable {
        /// How many of the lowest layers are the base's; 0 when none or unknown.
        public var layers: Int
        public var name: String?
        /// The number was read from the history alone.
        public var isGuess: Bool

        public init(layers: Int = 0, name: String? = nil, isGuess: Bool = false) {
            self.layers = layers
            self.name = name
            self.isGuess = isGuess
        }
    }

    /// Numbers that the files alone do not tell.
    public struct Totals: Sendable, Equatable {
        /// The layers as they lay in the archive; nil when unknown.
        public var storedSize: Int64?
        /// What a registry sends to a client that has nothing; nil when unknown.
        public var pullSize: Int64?
        public var pullSizeIsApproximate: Bool
        /// Bytes of identical copies beyond the first.
        public var duplicates: Int64
        public var reclaimableByDockerfile: Int64
        public var reclaimableByBase: Int64

        public init(
            storedSize: Int64? = nil, pullSize: Int64? = nil, pullSizeIsApproximate: Bool = false,
            duplicates: Int64 = 0, reclaimableByDockerfile: Int64 = 0, reclaimableByBase: Int64 = 0
        ) {
            self.storedSize = storedSize
            self.pullSize = pullSize
            self.pullSizeIsApproximate = pullSizeIsApproximate
            self.duplicates = duplicates
            self.reclaimableByDockerfile = reclaimableByDockerfile
            self.reclaimableByBase = reclaimableByBase
        }
    }
}
