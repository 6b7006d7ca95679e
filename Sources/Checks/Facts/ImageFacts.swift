// SPDX-License-Identifier: Apache-2.0
internal import Digests
public import Findings
public import ImageFormat
public import LayerScan
public import LayerTree
public import PackageDatabases
public import SecretScan

/// Everything that rules may look at: one image, its configuration, and what its layers' bytes said. Made once,
/// without I/O; a rule that reads it changes nothing.
public struct ImageFacts: Sendable {
    /// The config document as the archive has it.
    public let document: ImageConfig
    /// nil when the config names no system.
    public let platform: Platform?
    /// All names the archive gives the image; empty for an untagged one.
    public let references: [String]
    /// Bottom first.
    public let layers: [LayerOrigin]
    /// Which history entry made which layer.
    public let history: LayerHistory
    /// Where the base image ends; layers below `base.layers` are the base's.
    public let base: BaseSplit
    /// The layers laid over each other.
    public let tree: ImageTree
    /// Content that the final tree holds more than once, the most wasteful first.
    public let duplicates: [DuplicateGroup]
    /// One for each layer, as scanned.
    public let facts: [LayerFacts]
    public let packages: PackageSet
    /// passwd, group and shadow of the final tree.
    public let accounts: Accounts
    /// From os-release of the final tree; nil when there is none.
    public let distribution: Distribution?
    /// Who the container starts as.
    public let user: RuntimeUser
    /// Every live file that some rule may want, sorted by why.
    public let files: FileCatalog
    /// Every live file and directory whose owner or mode some rule may want.
    public let permissions: PermissionCatalog
    /// What really starts.
    public let entry: EntryChain
    /// Why each package is there, and which ones nothing but build tools needs.
    public let keep: KeepSet
    /// Programs of `files` that are real tools.
    let foundTools: FoundTools
    /// The packages that are there to build.
    let tools: ToolPackages
    /// Secrets in the configuration, the history and names of files.
    public let settingSecrets: [SettingSecret]
    /// The day on which it is judged: what ends, ends by it.
    public let today: CalendarDay
    /// What `SecretHit.kind` counts.
    public let secretKinds: [SecretKind]
    /// Directories that are volumes, links followed.
    let volumes: Set<PathTable.ID>
    /// Names of tools and packages that the configuration allows, by rule.
    public let allowed: [String: Set<String>]
    /// Small files that rules read, by their live path.
    let kept: [PathTable.ID: [UInt8]]

    /// The inner `config`: how a container of the image runs.
    public var config: ContainerConfig { document.config }
    /// Content bytes of all layers.
    public var size: Int64 { tree.totals.size }

    /// Lays the layers over each other, reads their package records, and follows the entry point.
    ///
    /// - Parameters:
    ///   - facts: of every layer, bottom first; a layer that could not be read stands as empty facts.
    ///   - engine: looks for secrets in settings; the one that scanned the layers. nil to leave settings alone.
    ///   - annotations: of the manifest, which registries hand to everybody.
    ///   - provenance: what the builder attached, build arguments among it.
    ///   - runner: says what runs beside what.
    /// - Throws: only when the image does not fit 32-bit numbers.
    /// - Complexity: linear in paths, entries and package records.
    public init(
        document: ImageConfig,
        references: [String] = [],
        history: LayerHistory,
        base: BaseSplit,
        facts: [LayerFacts],
        engine: SecretEngine?,
        today: CalendarDay,
        annotations: [String: String] = [:],
        provenance: Provenance? = nil,
        allowed: [String: Set<String>] = [:],
        runner: PartRunner = .inTurn
    ) throws(LayerTreeError) {
        let tree = try ImageTree(layers: facts.map(\.entries))
        let (packages, catalogs) = runner.both {
            ImageFacts.packages(facts, tree)
        } _: {
            Catalogs(facts, tree)
        }
        let kept = catalogs.kept
        let accounts = catalogs.accounts
        let files = catalogs.files
        self.today = today
        self.document = document
        self.references = references
        self.history = history
        self.base = base
        self.facts = facts
        self.allowed = allowed
        self.tree = tree
        self.packages = packages
        self.kept = kept
        volumes = Set(
            document.config.volumes.compactMap { name in
                guard case .found(let path) = tree.resolve(Array(name.utf8)), path != .root else { return nil }
                return path
            })
        self.accounts = accounts
        self.files = files
        permissions = catalogs.permissions
        duplicates = catalogs.duplicates
        platform = document.platform
        layers = facts.indices.map { index in
            LayerOrigin(
                index: index, instruction: history.instruction(ofLayer: index), isBase: index < base.layers)
        }
        distribution = Distribution(kept, tree)
        let user = RuntimeUser(document.config.user, accounts: accounts)
        self.user = user
        let entry = EntryChain(document: document, tree: tree, facts: facts, kept: kept, user: user)
        self.entry = entry
        let loaded = LoadedLibraries(tree: tree, facts: facts, files: files, packages: packages, entry: entry)
        let foundTools = FoundTools(tree: tree, files: files)
        self.foundTools = foundTools
        tools = ToolPackages(
            tree: tree, files: files, found: foundTools, packages: packages, baseLayers: base.layers)
        // What an allowed tool needs stays with it.
        let permitted = allowed[BuildToolRule.description.id] ?? []
        func isRefused(_ index: Int) -> Bool { !permitted.contains(packages.packages[index].name) }
        keep = KeepSet(
            packages: packages.packages, graph: packages.graph, baseLayers: base.layers,
            tools: tools.tools.filter(isRefused), suspects: tools.suspects.filter(isRefused),
            running: (entry.files + loaded.paths).compactMap { packages.owner(of: $0) })
        settingSecrets =
            (engine.map {
                SettingSecret.all(document, history, annotations: annotations, provenance: provenance, $0)
            } ?? []) + SettingSecret.named(facts, tree)
        secretKinds = engine?.rules.kinds ?? []
    }

    /// What is made of the tree and the kept files alone.
    private struct Catalogs: Sendable {
        let kept: [PathTable.ID: [UInt8]]
        let accounts: Accounts
        let files: FileCatalog
        let permissions: PermissionCatalog
        let duplicates: [DuplicateGroup]

        init(_ facts: [LayerFacts], _ tree: ImageTree) {
            kept = ImageFacts.keptFiles(facts, tree)
            accounts = Accounts(kept, tree)
            files = FileCatalog(tree)
            permissions = PermissionCatalog(tree, accounts)
            duplicates = tree.duplicates()
        }
    }

    private static func packages(_ facts: [LayerFacts], _ tree: ImageTree) -> PackageSet {
        var rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
        for (layer, fact) in facts.enumerated() {
            for database in fact.databases { rows.append((layer, database.entry, database.rows)) }
        }
        return PackageSet(tree: tree, rows: rows)
    }

    /// Contents of kept files whose very copy the final tree shows.
    private static func keptFiles(_ facts: [LayerFacts], _ tree: ImageTree) -> [PathTable.ID: [UInt8]] {
        var kept: [PathTable.ID: [UInt8]] = [:]
        for (layer, fact) in facts.enumerated() {
            for file in fact.kept {
                guard let inode = tree.inode(layer: layer, entry: file.entry), tree.inodes[inode.index].isLive else {
                    continue
                }
                for name in tree.names(of: inode) { kept[name] = file.bytes }
            }
        }
        return kept
    }
}

extension ImageFacts {
    /// The content of a kept small file at a path of the final tree, links followed; nil when there is none.
    func keptFile(_ path: String) -> [UInt8]? {
        guard case .found(let id) = tree.resolve(Array(path.utf8)) else { return nil }
        return kept[id]
    }

    /// The hashes of the file at a live path, where the scan took them: of files with more rights than their caller.
    func hashes(of path: PathTable.ID) -> RecordedHashes? {
        guard let id = tree.inode(at: path) else { return nil }
        let inode = tree.inodes[id.index]
        let recorded = facts[Int(inode.layer)].recorded
        var low = 0
        var high = recorded.count
        while low < high {
            let middle = (low + high) / 2
            if recorded[middle].entry < inode.entry { low = middle + 1 } else { high = middle }
        }
        return low < recorded.count && recorded[low].entry == inode.entry ? recorded[low].hashes : nil
    }

    /// Whether the file at a live path is what its system package brought: true or false where the package's
    /// database records a hash, nil where nothing can be compared or no package owns it.
    func isUnchanged(_ path: PathTable.ID) -> Bool? {
        guard isSystemOwned(path), let hashes = hashes(of: path) else { return nil }
        return packages.isUnchanged(path, md5: hashes.md5, sha1: hashes.sha1, sha256: hashes.sha256)
    }

    /// Whether a path lies in one of the image's volumes, whose content comes from outside.
    func isInVolume(_ path: PathTable.ID) -> Bool {
        guard !volumes.isEmpty else { return false }
        var current = path
        while true {
            if volumes.contains(current) { return true }
            if current == .root { return false }
            current = tree.paths.parent(of: current)
        }
    }

    /// The package that owns a live path, in any ecosystem.
    func owner(of path: PathTable.ID) -> Package? {
        packages.owner(of: path).map { packages.packages[$0] }
    }

    /// Whether the operating system's package manager brought the file at a live path.
    func isSystemOwned(_ path: PathTable.ID) -> Bool { owner(of: path)?.ecosystem.isSystem ?? false }

    func isBase(layer: Int) -> Bool { layer < base.layers }

    /// True for images whose files and accounts follow Unix.
    public var isUnix: Bool { ImageFacts.isUnix(platform) }

    /// Nearly every image that does not say is one of Linux.
    static func isUnix(_ platform: Platform?) -> Bool { platform?.os != "windows" }
}
