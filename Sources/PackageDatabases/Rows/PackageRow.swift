// SPDX-License-Identifier: Apache-2.0

/// One package as one database file tells it. Texts lie in `DatabaseRows.text`; an empty range means «not said».
public struct PackageRow: Sendable {
    public var ecosystem: Ecosystem
    public var flags: Flags
    public var name: TextRange
    public var version: TextRange
    public var architecture: TextRange
    /// The source package, when it is named and differs from `name`.
    public var source: TextRange
    /// A directory that the package owns whole, relative to the root directory of the image and without a
    /// leading slash (`app/node_modules/x`).
    public var root: TextRange
    /// Bytes that the database says the package takes; -1 when it does not say.
    public var installedSize: Int64
    /// Indexes into `DatabaseRows.files`.
    public var files: Range<Int32>
    /// Indexes into `DatabaseRows.relations`.
    public var relations: Range<Int32>

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        /// Unpacked or configured: its files are there.
        public static let installed = Flags(rawValue: 1)
        /// dpkg's «Essential: yes» or «Protected: yes».
        public static let essential = Flags(rawValue: 2)
        /// dpkg's «Priority: required».
        public static let required = Flags(rawValue: 4)
        /// Came as a dependency of another package.
        public static let automatic = Flags(rawValue: 8)
        /// Asked for by hand.
        public static let requested = Flags(rawValue: 16)
        /// Needed only for development.
        public static let development = Flags(rawValue: 32)
        /// Only optional or peer of another package.
        public static let optional = Flags(rawValue: 64)
        /// An application's own manifest or lockfile: it names packages but is none.
        public static let application = Flags(rawValue: 128)
        /// Adds facts to a package that another file declares (a file list, a mark); declares none itself.
        public static let supplement = Flags(rawValue: 256)
        /// Comes from a lockfile.
        public static let locked = Flags(rawValue: 512)
    }

    init(_ ecosystem: Ecosystem, _ flags: Flags = []) {
        self.ecosystem = ecosystem
        self.flags = flags
        name = .empty
        version = .empty
        architecture = .empty
        source = .empty
        root = .empty
        installedSize = -1
        files = 0..<0
        relations = 0..<0
    }
}
