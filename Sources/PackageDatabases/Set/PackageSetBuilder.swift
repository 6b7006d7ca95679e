// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Joins the records of all layers to the tree, step by step; `PackageSet` keeps the result.
struct PackageSetBuilder {
    typealias Fact = (layer: Int, entry: Int32, rows: DatabaseRows)

    /// Where a package's row is.
    struct Source {
        var fact: Int
        var row: Int
    }

    let tree: ImageTree
    let facts: [Fact]
    /// By fact: the live path of its file; nil when that copy is dead.
    let places: [PathTable.ID?]
    /// Facts in the order in which packages are numbered: system records first.
    let order: [Int]

    var packages: [Package] = []
    /// By package: the row that declares it.
    var sources: [Source] = []
    /// File lists beside the declaring rows.
    var lists: [(package: Int, source: Source)] = []
    var names = NameIndex()
    /// By path: package number + 1 whose root it is, 0 for none.
    var roots: [Int32]
    var claims: FileClaims
    var hardEdges = EdgeList()
    var softEdges = EdgeList()

    init(tree: ImageTree, facts: [Fact]) {
        self.tree = tree
        self.facts = facts
        places = facts.map { PackageSetBuilder.livePlace(of: $0, in: tree) }
        let system = facts.indices.filter { PackageSetBuilder.isSystem(facts[$0].rows.kind) }
        order = system + facts.indices.filter { !PackageSetBuilder.isSystem(facts[$0].rows.kind) }
        roots = [Int32](repeating: 0, count: tree.paths.count)
        claims = FileClaims(tree: tree)
    }

    /// The path of a record's file when the final tree shows that very copy there.
    private static func livePlace(of fact: Fact, in tree: ImageTree) -> PathTable.ID? {
        let path = fact.rows.filePath
        guard let id = path.withUnsafeBytes({ tree.paths.find(path: $0) }), let inode = tree.inode(at: id) else {
            return nil
        }
        let copy = tree.inodes[inode.index]
        return copy.layer == Int32(clamping: fact.layer) && copy.entry == fact.entry ? id : nil
    }

    private static func isSystem(_ kind: DatabaseKind) -> Bool {
        switch kind {
        case .dpkgStatus, .dpkgStatusPart, .dpkgList, .dpkgChecksums, .dpkgConffiles, .dpkgDiversions,
            .aptExtendedStates, .apkInstalled, .apkWorld, .rpmSQLite, .rpmNDB, .rpmBerkeley, .dnfHistory, .dnf5Packages:
            true
        default: false
        }
    }

    // MARK: Declaring

    /// Makes a package of every live row that declares one.
    mutating func declare() {
        let firstLayers = FirstLayers(facts)
        for fact in order {
            guard let place = places[fact] else { continue }
            let rows = facts[fact].rows
            for row in rows.packages.indices where rows.packages[row].isDeclaration {
                let layer = firstLayers.layer(of: rows.packages[row], in: rows) ?? facts[fact].layer
                declare(rows, Source(fact: fact, row: row), at: place, layer: layer)
            }
        }
    }

    private mutating func declare(_ rows: DatabaseRows, _ source: Source, at place: PathTable.ID, layer: Int) {
        let row = rows.packages[source.row]
        let version = rows.string(row.version)
        let architecture = rows.string(row.architecture)
        if row.ecosystem.isSystem {
            // Both spellings of a database's place may be live.
            var isKnown = false
            names.forEach(rows.bytes(row.name), row.ecosystem) { package in
                isKnown = packages[package].version == version && packages[package].architecture == architecture
                return !isKnown
            }
            if isKnown { return }
        }
        let number = packages.count
        var package = Package(
            ecosystem: row.ecosystem, name: rows.string(row.name), version: version, architecture: architecture,
            source: rows.string(row.source.isEmpty ? row.name : row.source), record: place, layer: layer,
            isEssential: !row.flags.isDisjoint(with: [.essential, .required]))
        package.installedSize = row.installedSize < 0 ? nil : row.installedSize
        if row.flags.contains(.requested) {
            package.requested = true
        } else if row.flags.contains(.automatic) {
            package.requested = false
        }
        if rows.kind == .composerInstalled { package.isDevOnly = row.flags.contains(.development) }
        if let root = rootPath(row, rows), roots[root.index] == 0 {
            roots[root.index] = Int32(number + 1)
            package.root = root
        }
        packages.append(package)
        sources.append(source)
        names.add(rows.bytes(row.name), row.ecosystem, package: number)
        if rows.kind == .dpkgStatusPart {
            // Checksums beside it are named after the file, which need not be the package's name.
            let path = rows.path
            names.add(path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...], .dpkg, package: number)
        }
    }

    /// Where a row's own directory (or egg-info file) is in the tree.
    func rootPath(_ row: PackageRow, _ rows: DatabaseRows) -> PathTable.ID? {
        guard !row.root.isEmpty else { return nil }
        let bytes = rows.bytes(row.root)
        if let path = bytes.withUnsafeBytes({ tree.paths.find(path: $0) }), path != .root, tree.isLive(at: path),
            tree.inode(at: path).flatMap({ tree.symlinkText(of: $0) }) == nil
        {
            return path
        }
        if case .found(let path) = tree.resolve(Array(bytes)), path != .root { return path }
        return nil
    }

    // MARK: Supplements

    /// Adds lists and marks to the packages that they name.
    mutating func supplement() {
        var hasStates = false
        var hasWorld = false
        for fact in order where places[fact] != nil {
            let rows = facts[fact].rows
            if rows.kind == .aptExtendedStates { hasStates = true }
            if rows.kind == .apkWorld { hasWorld = true }
            for row in rows.packages.indices where rows.packages[row].flags.contains(.supplement) {
                guard let package = find(rows.packages[row], rows) else { continue }
                let flags = rows.packages[row].flags
                if !rows.packages[row].files.isEmpty { lists.append((package, Source(fact: fact, row: row))) }
                if flags.contains(.requested) {
                    packages[package].requested = true
                } else if flags.contains(.automatic) {
                    packages[package].requested = false
                }
                if flags.contains(.locked), isSameVersion(rows.packages[row], rows, package) {
                    // A lockfile without any dev flag (yarn's) knows nothing of development.
                    if rows.kind == .npmLock || flags.contains(.development) {
                        packages[package].isDevOnly = flags.contains(.development)
                    }
                }
            }
        }
        for package in packages.indices where packages[package].requested == nil {
            // What apt did not bring by itself was asked for; what world does not name was not.
            if packages[package].ecosystem == .dpkg, hasStates { packages[package].requested = true }
            if packages[package].ecosystem == .apk, hasWorld { packages[package].requested = false }
        }
    }

    private func isSameVersion(_ row: PackageRow, _ rows: DatabaseRows, _ package: Int) -> Bool {
        row.version.isEmpty || rows.bytes(row.version).elementsEqual(packages[package].version.utf8)
    }

    /// The package that a supplement speaks of.
    private func find(_ row: PackageRow, _ rows: DatabaseRows) -> Int? {
        if !row.ecosystem.isSystem, !row.root.isEmpty {
            guard let root = rootPath(row, rows), roots[root.index] > 0 else { return nil }
            return Int(roots[root.index]) - 1
        }
        var found: Int?
        names.forEach(rows.bytes(row.name), row.ecosystem) { package in
            let architecture = packages[package].architecture
            if row.ecosystem == .npm {
                if !isSameVersion(row, rows, package) { return true }
                found = package
                return false
            }
            let isExact = row.architecture.isEmpty || rows.bytes(row.architecture).elementsEqual(architecture.utf8)
            if isExact || architecture.isEmpty || architecture == "all" || architecture == "noarch" { found = package }
            return !isExact
        }
        return found
    }
}

extension PackageRow {
    /// True for a row that stands for an installed package.
    var isDeclaration: Bool { flags.isDisjoint(with: [.supplement, .application]) && flags.contains(.installed) }
}

extension DatabaseRows {
    /// The path of the file that holds the record: the part before `!/` for a jar's member.
    var filePath: ArraySlice<UInt8> {
        guard kind == .javaManifest || kind == .javaPomProperties else { return path[...] }
        var end = 0
        while end + 1 < path.count, path[end] != UInt8(ascii: "!") || path[end + 1] != UInt8(ascii: "/") { end += 1 }
        return end + 1 < path.count ? path[..<end] : path[...]
    }
}
