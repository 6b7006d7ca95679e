// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The live trees of two images laid over each other: every file of either, what it weighed and weighs, and what
/// became of it. For whoever shows single files; the comparison's own numbers need none of it.
public struct ChangeTree: Sendable, Equatable {
    /// A directory, or what became of one entry.
    public struct Row: Sendable, Equatable {
        /// How many directories lie above it; 0 for the root alone.
        public var depth: Int32
        /// Into `ChangeTree.names`; empty for the root.
        public var name: Range<Int32>
        /// Of what was one thing and is another, what it is now.
        public var kind: FileKind
        /// nil for what is the same, and for a directory on the way to something.
        public var change: FileChange.Kind?
        /// Content bytes of the two images; 0 where there is none.
        public var size: SizeChange
        /// The layer that ships it, or shipped it; -1 for a directory on the way.
        public var layer: Int32

        public init(
            depth: Int32, name: Range<Int32>, kind: FileKind, change: FileChange.Kind? = nil,
            size: SizeChange = SizeChange(0, 0), layer: Int32 = -1
        ) {
            self.depth = depth
            self.name = name
            self.kind = kind
            self.change = change
            self.size = size
            self.layer = layer
        }
    }

    /// Directories come before what lies in them. A path that was one thing and is another has a row for each.
    public var rows: [Row]
    /// The names of all rows, one behind another, whatever their encoding.
    public var names: [UInt8]
    /// By row: the path before, of what was moved or renamed.
    public var origins: [Int: [UInt8]]

    public init(rows: [Row] = [], names: [UInt8] = [], origins: [Int: [UInt8]] = [:]) {
        self.rows = rows
        self.names = names
        self.origins = origins
    }

    /// A row's own name; empty for the root.
    public func name(of row: Row) -> ArraySlice<UInt8> { names[Int(row.name.lowerBound)..<Int(row.name.upperBound)] }

    init(_ changes: FileChanges) {
        self.init()
        let paths = changes.union.paths
        var (isToldBefore, isToldAfter) = (
            [Bool](repeating: false, count: changes.old.rows.count),
            [Bool](repeating: false, count: changes.new.rows.count)
        )
        // By path: the last difference there, each with the one before it; -1 ends the chain.
        var last = [Int32](repeating: -1, count: paths.count)
        var previous = [Int32](repeating: -1, count: changes.units.count)
        for (index, unit) in changes.units.enumerated() {
            if unit.before >= 0 { isToldBefore[Int(unit.before)] = true }
            if unit.after >= 0 { isToldAfter[Int(unit.after)] = true }
            let path = changes.path(of: unit).index
            previous[index] = last[path]
            last[path] = Int32(index)
        }
        /// The row after of what is the same on both sides; nil for directories and for what a difference tells.
        func same(at path: Int) -> SnapshotFiles.Row? {
            let index = Int(changes.union.liveAfter[path])
            guard index >= 0, !isToldAfter[index], changes.new.rows[index].kind != .directory else { return nil }
            return changes.new.rows[index]
        }
        // From the leaves up: which directories are on the way to something.
        var isOnTheWay = [Bool](repeating: false, count: paths.count)
        var (firstChild, nextSibling) = (
            [Int32](repeating: -1, count: paths.count), [Int32](repeating: -1, count: paths.count)
        )
        for index in stride(from: paths.count - 1, to: 0, by: -1) {
            let parent = paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            nextSibling[index] = firstChild[parent]
            firstChild[parent] = Int32(index)
            if isOnTheWay[index] || last[index] >= 0 || same(at: index) != nil { isOnTheWay[parent] = true }
        }
        // A stack of our own: directories may be nested deeper than calls.
        var open: [(path: Int32, depth: Int32)] = [(0, 0)]
        while let (path, depth) = open.popLast() {
            let id = PathTable.ID(rawValue: path)
            let name = add(paths.name(of: id))
            var unit = last[Int(path)]
            while unit >= 0 {
                add(changes, changes.units[Int(unit)], depth, name)
                unit = previous[Int(unit)]
            }
            if let row = same(at: Int(path)) {
                rows.append(
                    Row(
                        depth: depth, name: name, kind: FileKind(row.kind), size: SizeChange(row.size, row.size),
                        layer: row.layer))
            }
            guard isOnTheWay[Int(path)] || path == 0 else { continue }
            rows.append(Row(depth: depth, name: name, kind: .directory))
            var child = firstChild[Int(path)]
            while child >= 0 {
                open.append((child, depth + 1))
                child = nextSibling[Int(child)]
            }
        }
    }

    private mutating func add(_ name: ArraySlice<UInt8>) -> Range<Int32> {
        let start = Int32(names.count)
        names.append(contentsOf: name)
        return start..<Int32(names.count)
    }

    private mutating func add(
        _ changes: FileChanges, _ unit: FileChanges.Unit, _ depth: Int32, _ name: Range<Int32>
    ) {
        let change = changes.change(unit)
        let sides = [
            unit.after >= 0 ? changes.new.rows[Int(unit.after)] : nil,
            unit.before >= 0 ? changes.old.rows[Int(unit.before)] : nil,
        ].compactMap(\.self)
        // A directory whose owner or mode changed is no file; one that was a file before tells of that.
        guard let row = sides.first(where: { $0.kind != .directory }) else { return }
        if let from = change.from { origins[rows.count] = from }
        rows.append(
            Row(
                depth: depth, name: name, kind: FileKind(row.kind), change: change.kind, size: change.size,
                layer: row.layer))
    }
}
