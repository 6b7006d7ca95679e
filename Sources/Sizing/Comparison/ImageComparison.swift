// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Two images compared: by how much the one is larger, and why. A plain value that every renderer reads.
public struct ImageComparison: Sendable, Equatable {
    /// One of the two, as far as a report names it.
    public struct Side: Sendable, Equatable {
        public var reference: String?
        public var id: String?
        public var platform: String?
        public var revision: String?
        public var baseName: String?
        /// Base layers in this comparison.
        public var baseLayers: Int
        public var baseIsGuess: Bool
        public var gaps: [String]

        public init(
            reference: String? = nil, id: String? = nil, platform: String? = nil, revision: String? = nil,
            baseName: String? = nil, baseLayers: Int = 0, baseIsGuess: Bool = false, gaps: [String] = []
        ) {
            self.reference = reference
            self.id = id
            self.platform = platform
            self.revision = revision
            self.baseName = baseName
            self.baseLayers = baseLayers
            self.baseIsGuess = baseIsGuess
            self.gaps = gaps
        }

        init(_ image: ImageSnapshot, baseLayers: Int) {
            self.init(
                reference: image.reference, id: image.id, platform: image.platform, revision: image.revision,
                baseName: image.base.name, baseLayers: baseLayers, baseIsGuess: image.base.isGuess, gaps: image.gaps)
        }
    }

    /// Sizes and counts, before and after.
    public struct Totals: Sendable, Equatable {
        public var size = SizeChange(0, 0)
        public var live = SizeChange(0, 0)
        public var dead = SizeChange(0, 0)
        /// Regular files of the final tree.
        public var files = SizeChange(0, 0)
        public var layers = SizeChange(0, 0)
        public var duplicates = SizeChange(0, 0)
        public var reclaimableByDockerfile = SizeChange(0, 0)
        public var reclaimableByBase = SizeChange(0, 0)
        /// The layers as they lay in the archives; nil when one is unknown.
        public var stored: SizeChange?
        /// What app layers ship, dead bytes too: what growth budgets judge.
        public var app = SizeChange(0, 0)
        /// What base layers ship.
        public var base = SizeChange(0, 0)

        public init() {}
    }

    /// How many live files changed in which way; directories are not counted but for their attributes.
    public struct FileCounts: Sendable, Equatable {
        public var counts: [FileChange.Kind: Int]

        public init(_ counts: [FileChange.Kind: Int] = [:]) { self.counts = counts }

        public subscript(_ kind: FileChange.Kind) -> Int { counts[kind] ?? 0 }
    }

    public var before: Side
    public var after: Side
    public var totals: Totals
    public var pull: PullChange
    /// Base layers are the same bytes in both.
    public var isBaseUnchanged: Bool
    /// In the order of the image after; removed ones where they stood.
    public var layers: [LayerChange]
    /// The largest first, the folded rest last. Their bytes add up to the change in size.
    public var causes: [Cause]
    /// Few and deep, together nine tenths of what changed; the largest change first.
    public var directories: [DirectoryChange]
    /// The largest change first.
    public var packages: [PackageChange]
    public var fileCounts: FileCounts
    /// The largest differences first, at most `mostFiles`.
    public var files: [FileChange]
    /// Files of equal size whose content nobody could compare, because a secret in them forbids a hash.
    public var unhashed: Int
    public var config: [ConfigChange]
    public var findings: FindingChanges
    /// Every file of both trees; nil unless it was asked for.
    public var tree: ChangeTree?

    /// How many differences in files are kept by name.
    public static let mostFiles = 1_000

    /// Nothing differs that the comparison looks at; both may still have another id.
    public var isSame: Bool {
        totals.size.delta == 0 && totals.live.delta == 0 && totals.files.delta == 0
            && layers.allSatisfy { $0.kind == .same || $0.kind == .rebuilt && $0.size.delta == 0 }
            && fileCounts.counts.isEmpty && packages.isEmpty && config.isEmpty && findings.new.isEmpty
            && findings.fixed.isEmpty
    }

    /// Compares. Linear in paths and rows, but for sorting what differs.
    ///
    /// - Parameter listsFiles: fills `tree`, for a report that shows every file.
    public init(before old: ImageSnapshot, after new: ImageSnapshot, listsFiles: Bool = false) {
        let borders = BaseBorder.layers(old, new)
        before = Side(old, baseLayers: borders.before)
        after = Side(new, baseLayers: borders.after)
        let alignment = LayerAlignment(old.layers, new.layers)
        layers = alignment.changes(old, new, bases: borders)
        totals = ImageComparison.totals(old, new, borders)
        pull = PullChange(old, new)
        isBaseUnchanged =
            borders.before == borders.after
            && layers.allSatisfy { $0.kind == .same || !($0.isBase || ($0.before ?? .max) < borders.before) }
        let changes = FileChanges(old.files, new.files, borders: borders)
        let packageChanges = PackageChanges(old, new, borders: borders)
        packages = packageChanges.changes
        causes = CauseFinder(
            old, new, files: changes, packages: packageChanges, alignment: alignment, borders: borders
        ).causes()
        directories = ImageComparison.directories(old.files, new.files, changes)
        var counts: [FileChange.Kind: Int] = [:]
        for unit in changes.units { counts[unit.kind, default: 0] += 1 }
        fileCounts = FileCounts(counts)
        unhashed = changes.unhashed
        let order = changes.units.indices.sorted { left, right in
            let first = changes.bytes(changes.units[left]).magnitude
            let second = changes.bytes(changes.units[right]).magnitude
            return first == second
                ? (changes.path(of: changes.units[left]), left) < (changes.path(of: changes.units[right]), right)
                : first > second
        }
        files = order.prefix(ImageComparison.mostFiles).map { changes.change(changes.units[$0]) }
        config = ConfigChange.all(old.config, new.config)
        findings = FindingChanges(old, new)
        tree = listsFiles ? ChangeTree(changes) : nil
    }

    private static func totals(
        _ old: ImageSnapshot, _ new: ImageSnapshot, _ borders: (before: Int, after: Int)
    ) -> Totals {
        func base(_ files: SnapshotFiles, _ border: Int) -> Int64 {
            files.rows.reduce(0) { $0 + (Int($1.layer) < border ? $1.size : 0) }
        }
        var totals = Totals()
        totals.size = SizeChange(old.files.size, new.files.size)
        totals.live = SizeChange(old.files.live, new.files.live)
        totals.dead = SizeChange(totals.size.before - totals.live.before, totals.size.after - totals.live.after)
        totals.files = SizeChange(Int64(old.files.files), Int64(new.files.files))
        totals.layers = SizeChange(Int64(old.layers.count), Int64(new.layers.count))
        totals.duplicates = SizeChange(old.totals.duplicates, new.totals.duplicates)
        totals.reclaimableByDockerfile = SizeChange(
            old.totals.reclaimableByDockerfile, new.totals.reclaimableByDockerfile)
        totals.reclaimableByBase = SizeChange(old.totals.reclaimableByBase, new.totals.reclaimableByBase)
        if let before = old.totals.storedSize, let after = new.totals.storedSize {
            totals.stored = SizeChange(before, after)
        }
        totals.base = SizeChange(base(old.files, borders.before), base(new.files, borders.after))
        totals.app = SizeChange(
            totals.size.before - totals.base.before, totals.size.after - totals.base.after)
        return totals
    }

    private static func directories(
        _ old: SnapshotFiles, _ new: SnapshotFiles, _ changes: FileChanges
    ) -> [DirectoryChange] {
        let paths = changes.union.paths
        var weights = [UInt64](repeating: 0, count: paths.count)
        var counts = [Int](repeating: 0, count: paths.count)
        for unit in changes.units {
            let path = changes.path(of: unit).index
            counts[path] += 1
            let (sum, overflow) = weights[path].addingReportingOverflow(changes.bytes(unit).magnitude)
            weights[path] = overflow ? .max : sum
        }
        let cover = DirectoryCover(paths, weights: weights)
        guard !cover.directories.isEmpty else { return [] }
        var before = [Int64](repeating: 0, count: paths.count)
        var after = before
        for row in old.rows where row.fate == .live { before[changes.union.before[row.path.index].index] += row.size }
        for row in new.rows where row.fate == .live { after[changes.union.after[row.path.index].index] += row.size }
        for index in stride(from: paths.count - 1, to: 0, by: -1) {
            let parent = paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            // Parts of sums that were checked.
            before[parent] += before[index]
            after[parent] += after[index]
            counts[parent] += counts[index]
        }
        return cover.directories.map { path in
            DirectoryChange(
                path: paths.bytes(of: path), size: SizeChange(before[path.index], after[path.index]),
                files: counts[path.index])
        }
    }
}
