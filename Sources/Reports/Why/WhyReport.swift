// SPDX-License-Identifier: Apache-2.0
public import Findings

/// Why a package or a path is in an image: the chain of packages that brought it, the layer and the instruction.
public struct WhyReport: Sendable, Equatable {
    public var reference: String?
    /// As it was asked for.
    public var subject: String
    /// What the path holds; nil when a package was asked for.
    public var place: Place?
    /// The packages of that name, or the one that owns the path.
    public var packages: [Brought]
    /// Packages of that name beyond those.
    public var omitted = 0

    public init(reference: String?, subject: String, place: Place? = nil, packages: [Brought] = []) {
        self.reference = reference
        self.subject = subject
        self.place = place
        self.packages = packages
    }

    /// True when the image knows neither such a package nor such a path.
    public var isEmpty: Bool { place == nil && packages.isEmpty }

    /// A path with every copy that ships.
    public struct Place: Sendable, Equatable {
        public var path: [UInt8]
        public var isDirectory: Bool
        /// The file's copies, or a directory's content by layer and fate, in the order of layers.
        public var shares: [Share]
        /// Whether a file's content is another than its package's database records; nil for directories, and where
        /// nothing is recorded.
        public var changed: Bool?

        public init(path: [UInt8], isDirectory: Bool, shares: [Share], changed: Bool? = nil) {
            self.path = path
            self.isDirectory = isDirectory
            self.shares = shares
            self.changed = changed
        }
    }

    /// What one layer ships.
    public struct Share: Sendable, Equatable {
        public var layer: Int
        public var isBase: Bool
        public var instruction: String?
        public var bytes: Int64
        public var files: Int64
        public var state: FindingState
        /// The layer that hid it; nil while live.
        public var removedIn: Int?
        /// The same content as in the copy below: only owner, mode or time changed.
        public var isMetadataOnly: Bool
        /// A hard link that is gone: the file lives on under another name, and this one cost nothing.
        public var isHardLink: Bool

        public init(
            layer: Int, isBase: Bool, instruction: String?, bytes: Int64, files: Int64, state: FindingState,
            removedIn: Int?, isMetadataOnly: Bool = false, isHardLink: Bool = false
        ) {
            self.layer = layer
            self.isBase = isBase
            self.instruction = instruction
            self.bytes = bytes
            self.files = files
            self.state = state
            self.removedIn = removedIn
            self.isMetadataOnly = isMetadataOnly
            self.isHardLink = isHardLink
        }
    }

    /// One package and how it came.
    public struct Brought: Sendable, Equatable {
        /// From the package that was asked for down to this one, itself included; itself alone when nothing leads
        /// to it.
        public var chain: [Step]
        public var ecosystem: String
        public var files: Int64
        public var layer: Int
        public var isBase: Bool
        public var instruction: String?
        /// Packages that cannot work without it, by name, each once.
        public var neededBy: [String]
        /// The system package whose file list holds this package's record; nil for none.
        public var partOf: String?
        /// Files whose content is another than the package's database records: the first of them.
        public var changedFiles: [[UInt8]]
        /// How many there are in all.
        public var changedCount: Int

        public init(
            chain: [Step], ecosystem: String, files: Int64, layer: Int, isBase: Bool, instruction: String?,
            neededBy: [String], partOf: String?, changedFiles: [[UInt8]] = [], changedCount: Int = 0
        ) {
            self.chain = chain
            self.ecosystem = ecosystem
            self.files = files
            self.layer = layer
            self.isBase = isBase
            self.instruction = instruction
            self.neededBy = neededBy
            self.partOf = partOf
            self.changedFiles = changedFiles
            self.changedCount = changedCount
        }
    }

    /// One package of a chain.
    public struct Step: Sendable, Equatable {
        public enum Relation: String, Sendable {
            /// Asked for by hand.
            case requested
            /// The base image's.
            case base
            /// Nothing says who wanted it.
            case unknown
            /// The step before cannot work without it.
            case needed
            /// The step before recommends it.
            case recommended
        }

        public var name: String
        public var version: String
        public var bytes: Int64
        public var relation: Relation

        public init(name: String, version: String, bytes: Int64, relation: Relation) {
            self.name = name
            self.version = version
            self.bytes = bytes
            self.relation = relation
        }
    }
}
