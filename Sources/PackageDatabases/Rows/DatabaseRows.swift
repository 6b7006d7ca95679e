// SPDX-License-Identifier: Apache-2.0

/// What one package record says, as rows over one byte arena: a pure function of the record's bytes and path.
///
/// Rows know nothing of the image: whether the record is live and whether its files exist is decided by
/// `PackageSet`. Memory is at most a small multiple of the record's bytes.
public struct DatabaseRows: Sendable {
    public let kind: DatabaseKind
    /// Where the record lies, without a leading slash.
    public let path: [UInt8]
    public internal(set) var packages: [PackageRow] = []
    public internal(set) var files: [FileRow] = []
    public internal(set) var relations: [RelationRow] = []
    /// Every name, version and path.
    public internal(set) var text: [UInt8] = []
    /// Recorded hashes, binary, one after another.
    public internal(set) var hashes: [UInt8] = []
    /// Paths that dpkg moved aside; see `Diversion`.
    public internal(set) var diversions: [Diversion] = []

    /// A file that gave way to another package's (dpkg-divert(1)).
    public struct Diversion: Sendable {
        /// The path as packages list it.
        public var from: TextRange
        /// Where other packages' copies of it lie.
        public var to: TextRange
        /// The package that keeps `from`; `:` stands for the administrator.
        public var owner: TextRange
    }

    init(kind: DatabaseKind, path: [UInt8]) {
        self.kind = kind
        self.path = path
    }

    /// Bytes of memory that the rows hold on to, about.
    public var memoryEstimate: Int {
        path.count + text.count + hashes.count + packages.count * MemoryLayout<PackageRow>.stride
            + files.count * MemoryLayout<FileRow>.stride + relations.count * MemoryLayout<RelationRow>.stride
            + diversions.count * MemoryLayout<Diversion>.stride
    }

    /// The bytes of a text.
    public func bytes(_ range: TextRange) -> ArraySlice<UInt8> { text[range.bounds] }

    /// A text as String; bytes that are no UTF-8 become U+FFFD.
    public func string(_ range: TextRange) -> String { String(decoding: text[range.bounds], as: UTF8.self) }

    /// The recorded hash of a file; nil when the record has none.
    public func hash(of file: FileRow) -> ArraySlice<UInt8>? {
        guard file.hashKind != .none else { return nil }
        return hashes[Int(file.hash)..<Int(file.hash) + file.hashKind.count]
    }

    /// Reads a record. Linear in `bytes`, no recursion on its nesting, no copy kept but the rows.
    ///
    /// - Parameter path: the record's path in the layer, cleaned, without a leading slash.
    /// - Throws: `PackageError` when the bytes are no such record or exceed `kind.sizeLimit`; a text format
    ///   with single bad lines is read as far as it makes sense.
    public static func parse(
        _ kind: DatabaseKind, path: [UInt8], bytes: UnsafeRawBufferPointer
    ) throws(PackageError) -> DatabaseRows {
        guard bytes.count <= max(kind.sizeLimit, 1) || kind.sizeLimit == 0 else {
            throw PackageError(.tooLarge, path: path, "\(bytes.count) bytes, at most \(kind.sizeLimit) are read")
        }
        var rows = DatabaseRows(kind: kind, path: path)
        do {
            try rows.read(bytes)
        } catch {
            var error = error
            error.path = path
            throw error
        }
        return rows
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        switch kind {
        case .dpkgStatus, .dpkgStatusPart: readDpkgStatus(bytes)
        case .dpkgList: readDpkgList(bytes)
        case .dpkgChecksums: readDpkgChecksums(bytes)
        case .dpkgConffiles: readDpkgConffiles(bytes)
        case .dpkgDiversions: readDpkgDiversions(bytes)
        case .aptExtendedStates: readExtendedStates(bytes)
        case .apkInstalled: readApkInstalled(bytes)
        case .apkWorld: readApkWorld(bytes)
        case .rpmSQLite: try readRPMSQLite(bytes)
        case .rpmNDB: try readRPMNDB(bytes)
        case .rpmBerkeley: try readRPMBerkeley(bytes)
        case .dnfHistory: try readDNFHistory(bytes)
        case .dnf5Packages: readDNF5Packages(bytes)
        case .npmManifest: try readNodeManifest(bytes)
        case .npmLock: try readNodeLock(bytes)
        case .yarnLock: readYarnLock(bytes)
        case .pnpmLock: readPnpmLock(bytes)
        case .pythonMetadata: readPythonMetadata(bytes)
        case .pythonRecord: readPythonRecord(bytes)
        case .pythonRequested: readPythonRequested()
        case .condaRecord: try readCondaRecord(bytes)
        case .gemSpecification: readGemSpecification(bytes)
        case .composerInstalled: try readComposerInstalled(bytes)
        case .cargoCrate, .cargoSource: readCargoPath()
        case .goBuildInfo: try readGoBuildInfo(bytes)
        case .cargoAuditable: try readCargoAuditable(bytes)
        case .javaPomProperties: readJavaPomProperties(bytes)
        case .javaManifest: readJavaManifest(bytes)
        }
    }
}
