// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Explains the change in size: every byte that an image ships more or less belongs to one cause.
///
/// Rows of base layers belong to the base. Dead rows of app layers belong to the pair of layers that ships and hides
/// them. Live ones belong to a package if it came, went or changed; to the package managers' records; else to the
/// file or directory that the tree names for them.
struct CauseFinder {
    let old: ImageSnapshot
    let new: ImageSnapshot
    let files: FileChanges
    let packages: PackageChanges
    let alignment: LayerAlignment
    let borders: (before: Int, after: Int)

    /// What files of either image are by their first bytes.
    let dumps: [String: String]

    private(set) var drafts: [CauseDraft] = []
    /// By draft: what it is about.
    private(set) var subjects: [Subject] = []
    /// By draft of dead bytes: the path that is above them all.
    private(set) var deadPaths: [Int: PathTable.ID] = [:]
    /// By unit: its draft; -1 for what the tree explains.
    private var draftOfUnit: [Int32]

    enum Subject {
        case base, records
        /// Path under the common numbers.
        case path(PathTable.ID)
        /// The root of a cluster; indices into the packages before or after.
        case added(Int)
        case removed(Int)
        case changed(PackageChanges.Pair)
        case dead(DeadKey)
    }

    /// Layers under the numbers of the image after; those that it lacks are below 0.
    struct DeadKey: Hashable {
        var layer: Int
        var hiddenBy: Int
    }

    init(
        _ old: ImageSnapshot, _ new: ImageSnapshot, files: FileChanges, packages: PackageChanges,
        alignment: LayerAlignment, borders: (before: Int, after: Int)
    ) {
        self.old = old
        self.new = new
        self.files = files
        self.packages = packages
        self.alignment = alignment
        self.borders = borders
        dumps = CauseAdvice.dumps(old).merging(CauseAdvice.dumps(new)) { $1 }
        draftOfUnit = [Int32](repeating: -1, count: files.units.count)
        addBase()
        addDead()
        addPackages()
        addRecords()
        addTree()
    }

    /// All causes with bytes, the largest first; equal ones by name.
    func causes() -> [Cause] {
        let others = packageCounts()
        var units = [[Int32]](repeating: [], count: drafts.count)
        for (unit, draft) in draftOfUnit.enumerated() where draft >= 0 && drafts[Int(draft)].kind == .package {
            units[Int(draft)].append(Int32(unit))
        }
        let causes = drafts.indices.filter { drafts[$0].bytes != 0 }.map { cause($0, units[$0], others) }
        return causes.sorted { left, right in
            if (left.kind == .other) != (right.kind == .other) { return right.kind == .other }
            let (first, second) = (left.bytes.magnitude, right.bytes.magnitude)
            return first == second ? left.name.lexicographicallyPrecedes(right.name) : first > second
        }
    }

    // MARK: Base

    private mutating func addBase() {
        func sum(_ rows: [SnapshotFiles.Row], _ border: Int) -> Int64 {
            rows.reduce(0) { $0 + (Int($1.layer) < border ? $1.size : 0) }
        }
        var draft = CauseDraft(.base, .changed)
        draft.bytes = sum(new.files.rows, borders.after) - sum(old.files.rows, borders.before)
        draft.files = files.units.count { isBase($0) }
        add(draft, .base)
    }

    private func isBase(_ unit: FileChanges.Unit) -> Bool {
        (unit.after < 0 || Int(new.files.rows[Int(unit.after)].layer) < borders.after)
            && (unit.before < 0 || Int(old.files.rows[Int(unit.before)].layer) < borders.before)
    }

    @discardableResult
    private mutating func add(_ draft: CauseDraft, _ subject: Subject) -> Int {
        drafts.append(draft)
        subjects.append(subject)
        return drafts.count - 1
    }

    // MARK: Dead bytes

    private mutating func addDead() {
        var known: [DeadKey: Int] = [:]
        func draft(_ key: DeadKey) -> Int {
            if let index = known[key] { return index }
            known[key] = drafts.count
            return add(CauseDraft(.dead, .changed), .dead(key))
        }
        var deadAfter = [Int32](repeating: -1, count: files.union.paths.count)
        var deadBefore = deadAfter
        for (index, row) in new.files.rows.enumerated() where isDead(row, borders.after) {
            let path = files.union.after[row.path.index]
            deadAfter[path.index] = Int32(index)
            let number = draft(DeadKey(layer: Int(row.layer), hiddenBy: Int(row.removedIn)))
            drafts[number].add(-1, .added, row.size, layer: Int(row.layer))
            deadPaths[number] = deadPaths[number].map { common($0, path) } ?? path
        }
        for (index, row) in old.files.rows.enumerated() where isDead(row, borders.before) {
            deadBefore[files.union.before[row.path.index].index] = Int32(index)
            let key = key(row)
            let number = draft(key)
            drafts[number].add(-1, .removed, -row.size, layer: key.layer < 0 ? nil : key.layer)
            let path = files.union.before[row.path.index]
            deadPaths[number] = deadPaths[number].map { common($0, path) } ?? path
        }
        // What was live and now lies dead at its path, or the other way round, is one change, not two.
        for (index, unit) in files.units.enumerated() where unit.delta != 0 {
            let path = files.path(of: unit).index
            if unit.kind == .removed, deadAfter[path] >= 0 {
                let row = new.files.rows[Int(deadAfter[path])]
                guard isSame(row, old.files.rows[Int(unit.before)]) else { continue }
                put(index, draft(DeadKey(layer: Int(row.layer), hiddenBy: Int(row.removedIn))))
            } else if unit.kind == .added, deadBefore[path] >= 0 {
                let row = old.files.rows[Int(deadBefore[path])]
                guard isSame(row, new.files.rows[Int(unit.after)]) else { continue }
                put(index, draft(key(row)))
            }
        }
    }

    /// The nearest path above both: parents have smaller numbers than their children.
    private func common(_ left: PathTable.ID, _ right: PathTable.ID) -> PathTable.ID {
        var (left, right) = (left, right)
        while left != right {
            if left > right {
                left = files.union.paths.parent(of: left)
            } else {
                right = files.union.paths.parent(of: right)
            }
        }
        return left
    }

    private func isDead(_ row: SnapshotFiles.Row, _ border: Int) -> Bool {
        row.fate != .live && row.size > 0 && Int(row.layer) >= border
    }

    private func key(_ row: SnapshotFiles.Row) -> DeadKey {
        func number(_ layer: Int32) -> Int {
            let other = alignment.after[Int(layer)]
            return other < 0 ? -1 - Int(layer) : other
        }
        return DeadKey(layer: number(row.layer), hiddenBy: number(row.removedIn))
    }

    /// Where a secret forbids a hash, the size must do, as it does for files that stay live.
    private func isSame(_ left: SnapshotFiles.Row, _ right: SnapshotFiles.Row) -> Bool {
        left.size == right.size && left.hash == right.hash
    }

    /// Adds a unit to a draft, once.
    private mutating func put(_ unit: Int, _ draft: Int) {
        draftOfUnit[unit] = Int32(draft)
        let change = files.units[unit]
        drafts[draft].add(unit, change.kind, change.delta, layer: layer(change))
    }

    private func layer(_ unit: FileChanges.Unit) -> Int? {
        if unit.after >= 0 { return Int(new.files.rows[Int(unit.after)].layer) }
        let other = alignment.after[Int(old.files.rows[Int(unit.before)].layer)]
        return other < 0 ? nil : other
    }

    // MARK: Packages

    private mutating func addPackages() {
        let added = packages.pairs.filter { $0.before == nil }.compactMap(\.after)
        let removed = packages.pairs.filter { $0.after == nil }.compactMap(\.before)
        let came = PackageClusters(new.packages, among: added)
        let went = PackageClusters(old.packages, among: removed)
        /// By pair: its draft, -1 before it has one.
        var draftOfPair = [Int](repeating: -1, count: packages.pairs.count)
        for (index, unit) in files.units.enumerated() where draftOfUnit[index] < 0 && unit.delta != 0 {
            var pair = -1
            if unit.after >= 0, new.files.rows[Int(unit.after)].package >= 0 {
                pair = Int(packages.pairOfNew[Int(new.files.rows[Int(unit.after)].package)])
            }
            if pair < 0, unit.before >= 0, old.files.rows[Int(unit.before)].package >= 0 {
                pair = Int(packages.pairOfOld[Int(old.files.rows[Int(unit.before)].package)])
            }
            guard pair >= 0 else { continue }
            if draftOfPair[pair] < 0 {
                draftOfPair[pair] = draft(of: packages.pairs[pair], came, went, &draftOfPair)
            }
            put(index, draftOfPair[pair])
        }
    }

    /// The draft of a package's cluster, made by the first that asks.
    private mutating func draft(
        of pair: PackageChanges.Pair, _ came: PackageClusters, _ went: PackageClusters, _ draftOfPair: inout [Int]
    ) -> Int {
        let root: Int
        let subject: Subject
        let change: Cause.Change
        if let after = pair.after, pair.before == nil {
            let package = came.root[after]
            (root, subject, change) = (Int(packages.pairOfNew[package]), .added(package), .added)
        } else if let before = pair.before, pair.after == nil {
            let package = went.root[before]
            (root, subject, change) = (Int(packages.pairOfOld[package]), .removed(package), .removed)
        } else {
            let isDowngrade = packages.change(pair).kind == .downgraded
            return add(CauseDraft(.package, isDowngrade ? .downgraded : .upgraded), .changed(pair))
        }
        if draftOfPair[root] < 0 { draftOfPair[root] = add(CauseDraft(.package, change), subject) }
        return draftOfPair[root]
    }

    // MARK: Records

    private mutating func addRecords() {
        var isRecord = [Bool](repeating: false, count: files.union.paths.count)
        for name in PackageRecords.paths {
            if let path = files.union.paths.find(name) { isRecord[path.index] = true }
        }
        for index in 1..<max(1, isRecord.count) {
            let parent = files.union.paths.parent(of: PathTable.ID(rawValue: Int32(index)))
            if isRecord[parent.index] { isRecord[index] = true }
        }
        var draft = -1
        for (index, unit) in files.units.enumerated() where draftOfUnit[index] < 0 && unit.delta != 0 {
            guard isRecord[files.path(of: unit).index] else { continue }
            if draft < 0 { draft = add(CauseDraft(.records, .changed), .records) }
            put(index, draft)
        }
    }

    // MARK: The tree

    /// More causes than this are no explanation.
    private static let readable = 100

    private mutating func addTree() {
        var tree = CauseTree(paths: files.union.paths)
        var gross: Int64 = 0
        func count(_ bytes: Int64) {
            let (sum, overflow) = gross.addingReportingOverflow(abs(bytes))
            gross = overflow ? .max : sum
        }
        // However much the base changed: what the app did must be named.
        for draft in drafts where draft.kind != .base { count(draft.bytes) }
        for (index, unit) in files.units.enumerated() where draftOfUnit[index] < 0 && unit.delta != 0 {
            tree.add(unit.delta, at: files.path(of: unit))
            count(unit.delta)
        }
        // As fine as a list that one can still read; what is left over is folded.
        for share: Int64 in [.max, 100_000, 10_000, 1_000, 100] {
            if tree.choose(threshold: max(1, gross / share)) <= CauseFinder.readable { break }
        }
        var draftOfPath: [Int32: Int] = [:]
        for (index, unit) in files.units.enumerated() where draftOfUnit[index] < 0 && unit.delta != 0 {
            let path = files.path(of: unit)
            let chosen = tree.cause(of: path)
            let draft: Int
            if let known = draftOfPath[chosen.rawValue] {
                draft = known
            } else {
                let kind: Cause.Kind = chosen == .root ? .other : chosen == path ? .file : .directory
                draft = add(CauseDraft(kind), .path(chosen))
                draftOfPath[chosen.rawValue] = draft
            }
            put(index, draft)
        }
    }

    // MARK: Packages that came along

    /// By root: how many other packages its cluster has.
    private func packageCounts() -> (came: [Int: Int], went: [Int: Int]) {
        func counts(_ roots: [Int]) -> [Int: Int] {
            var counts: [Int: Int] = [:]
            for (package, root) in roots.enumerated() where root >= 0 && root != package {
                counts[root, default: 0] += 1
            }
            return counts
        }
        let added = packages.pairs.filter { $0.before == nil }.compactMap(\.after)
        let removed = packages.pairs.filter { $0.after == nil }.compactMap(\.before)
        return (
            counts(PackageClusters(new.packages, among: added).root),
            counts(PackageClusters(old.packages, among: removed).root)
        )
    }
}
