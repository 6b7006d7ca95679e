// SPDX-License-Identifier: Apache-2.0
public import LayerTree

/// The packages of an image: which there are, which file belongs to which, who needs whom.
///
/// Built once from the final tree and the package records of all layers. Only records that are live count; what
/// dead copies list besides is `removed`. Costs eight bytes a path of the tree and what the packages' own names take.
public struct PackageSet: Sendable {
    /// System packages first, then the others, each in the order of their records.
    public let packages: [Package]
    /// Packages that were there in some layer and are gone.
    public let removed: [RemovedPackage]
    /// Who needs whom; package numbers are indexes into `packages`.
    public let graph: DependencyGraph

    /// By path: package number, -1 for none.
    private let owners: [Int32]
    /// By path: index into `recorded`, -1 for none.
    private let recordedAt: [Int32]
    private let recorded: [RecordedFile]
    private let hashes: [UInt8]

    /// Joins records to the tree.
    ///
    /// - Parameter rows: every record of every layer: the layer, the index of its file into that layer's entries,
    ///   and what `DatabaseRows.parse` made of it. Several rows may come from one file (a jar's members).
    /// - Complexity: linear in the tree's paths and in the rows.
    public init(tree: ImageTree, rows: [(layer: Int, entry: Int32, rows: DatabaseRows)]) {
        var builder = PackageSetBuilder(tree: tree, facts: rows)
        builder.declare()
        builder.supplement()
        builder.claimFiles()
        builder.claimDirectories()
        builder.connect()
        removed = builder.removedPackages()
        packages = builder.packages
        graph = builder.graph()
        owners = builder.claims.owners
        recordedAt = builder.claims.recordedAt
        recorded = builder.claims.recorded
        hashes = builder.claims.hashes
    }

    /// The package that a path of the tree belongs to, as an index into `packages`; nil for what no package owns,
    /// for directories and for what is not live. Constant time.
    public func owner(of path: PathTable.ID) -> Int? {
        let owner = owners[path.index]
        return owner < 0 ? nil : Int(owner)
    }

    /// True when a package names this path as a configuration file, which is meant to be edited.
    public func isConfiguration(_ path: PathTable.ID) -> Bool {
        let index = recordedAt[path.index]
        return index >= 0 && recorded[Int(index)].isConfiguration
    }

    /// Which hash the owner's database records of this file; `.none` when it records none.
    public func recordedHashKind(of path: PathTable.ID) -> FileRow.HashKind {
        let index = recordedAt[path.index]
        return index < 0 ? .none : recorded[Int(index)].kind
    }

    /// Compares a file's hashes with the one that its package's database records: true when the content is the
    /// package's own, false when it was changed since, nil when nothing was recorded.
    public func isUnchanged(
        _ path: PathTable.ID, md5: some Collection<UInt8>, sha1: some Collection<UInt8>, sha256: some Collection<UInt8>
    ) -> Bool? {
        let index = recordedAt[path.index]
        guard index >= 0 else { return nil }
        let file = recorded[Int(index)]
        let hash = hashes[Int(file.hash)..<Int(file.hash) + file.kind.count]
        switch file.kind {
        case .none: return nil
        case .md5: return hash.elementsEqual(md5)
        case .sha1: return hash.elementsEqual(sha1)
        case .sha256: return hash.elementsEqual(sha256)
        }
    }

    /// The packages of that name, in any ecosystem or in one.
    public func indices(named name: String, in ecosystem: Ecosystem? = nil) -> [Int] {
        packages.indices.filter {
            packages[$0].name == name && (ecosystem ?? packages[$0].ecosystem) == packages[$0].ecosystem
        }
    }
}

/// What a database records of one file's content.
struct RecordedFile: Sendable {
    var hash: UInt32
    var kind: FileRow.HashKind
    var isConfiguration: Bool
}
