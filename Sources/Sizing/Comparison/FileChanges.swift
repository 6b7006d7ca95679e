// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Every difference between what the two final trees show, each row of each image in one of them.
struct FileChanges {
    /// A row before, a row after, or both; -1 for none.
    struct Unit {
        var kind: FileChange.Kind
        var before: Int32
        var after: Int32
        /// Bytes that app layers ship more: what is live in a base layer counts 0 here.
        var delta: Int64
    }

    let old: SnapshotFiles
    let new: SnapshotFiles
    let borders: (before: Int, after: Int)
    let union: PathUnion
    private(set) var units: [Unit] = []
    private(set) var unhashed = 0

    init(_ old: SnapshotFiles, _ new: SnapshotFiles, borders: (before: Int, after: Int)) {
        self.old = old
        self.new = new
        self.borders = borders
        union = PathUnion(old, new)
        var removed: [Int32] = []
        var added: [Int32] = []
        for path in union.liveBefore.indices {
            let before = union.liveBefore[path]
            let after = union.liveAfter[path]
            if before >= 0, after >= 0 {
                compare(before, after, &removed, &added)
            } else if before >= 0 {
                removed.append(before)
            } else if after >= 0 {
                added.append(after)
            }
        }
        removed += union.strays.before
        added += union.strays.after
        matchMoved(&removed, &added)
        matchRenamed(&removed, &added)
        for row in removed where isTold(old.rows[Int(row)]) { add(.removed, row, -1) }
        for row in added where isTold(new.rows[Int(row)]) { add(.added, -1, row) }
    }

    /// A directory comes and goes with what is in it.
    private func isTold(_ row: SnapshotFiles.Row) -> Bool { row.kind != .directory }

    private mutating func add(_ kind: FileChange.Kind, _ before: Int32, _ after: Int32) {
        var delta: Int64 = 0
        if after >= 0, Int(new.rows[Int(after)].layer) >= borders.after { delta += new.rows[Int(after)].size }
        if before >= 0, Int(old.rows[Int(before)].layer) >= borders.before { delta -= old.rows[Int(before)].size }
        units.append(Unit(kind: kind, before: before, after: after, delta: delta))
    }

    private mutating func compare(_ before: Int32, _ after: Int32, _ removed: inout [Int32], _ added: inout [Int32]) {
        let left = old.rows[Int(before)]
        let right = new.rows[Int(after)]
        guard left.kind == right.kind else {
            // Which of several names counts as a file's first may change from build to build.
            if left.kind == .hardLink && right.kind == .file || left.kind == .file && right.kind == .hardLink {
                removed.append(before)
                added.append(after)
            } else {
                add(.modified, before, after)
            }
            return
        }
        if left.size != right.size || left.hash != right.hash && left.hash != .none && right.hash != .none {
            return add(.modified, before, after)
        }
        if left.kind == .file, left.size > 0, left.hash == .none || right.hash == .none { unhashed += 1 }
        if left.mode != right.mode || left.uid != right.uid || left.gid != right.gid {
            return add(.metadata, before, after)
        }
        let isBaseBefore = Int(left.layer) < borders.before
        let isBaseAfter = Int(right.layer) < borders.after
        if isBaseBefore != isBaseAfter, left.size > 0 { add(.rewritten, before, after) }
    }

    // MARK: Moves

    /// Pairs what went with what came by content: first under the same name, then in order.
    private mutating func matchMoved(_ removed: inout [Int32], _ added: inout [Int32]) {
        func isCandidate(_ row: SnapshotFiles.Row) -> Bool { row.kind == .file && row.size > 0 && row.hash != .none }
        let left = sortedByContent(removed.filter { isCandidate(old.rows[Int($0)]) }, old)
        let right = sortedByContent(added.filter { isCandidate(new.rows[Int($0)]) }, new)
        var gone: Set<Int32> = []
        var came: Set<Int32> = []
        var (index, other) = (0, 0)
        while index < left.count, other < right.count {
            let content = contentKey(old.rows[Int(left[index])])
            let candidate = contentKey(new.rows[Int(right[other])])
            if content < candidate {
                index += 1
            } else if candidate < content {
                other += 1
            } else {
                let end = left[index...].prefix { contentKey(old.rows[Int($0)]) == content }.endIndex
                let otherEnd = right[other...].prefix { contentKey(new.rows[Int($0)]) == content }.endIndex
                for (before, after) in pairs(left[index..<end], right[other..<otherEnd]) {
                    gone.insert(before)
                    came.insert(after)
                    let path = union.before[old.rows[Int(before)].path.index].index
                    let other = union.after[new.rows[Int(after)].path.index].index
                    let isStillThere =
                        isFile(union.liveAfter[path], new) || isFile(union.liveBefore[other], old)
                    add(isStillThere ? .rewritten : .moved, before, after)
                }
                (index, other) = (end, otherEnd)
            }
        }
        guard !gone.isEmpty else { return }
        removed.removeAll { gone.contains($0) }
        added.removeAll { came.contains($0) }
    }

    /// A path that still names content did not lose it, and one that named some before did not win it.
    private func isFile(_ row: Int32, _ files: SnapshotFiles) -> Bool {
        row >= 0 && (files.rows[Int(row)].kind == .file || files.rows[Int(row)].kind == .hardLink)
    }

    private func contentKey(_ row: SnapshotFiles.Row) -> (UInt64, UInt64, Int64) {
        (row.hash.high, row.hash.low, row.size)
    }

    private func sortedByContent(_ rows: [Int32], _ files: SnapshotFiles) -> [Int32] {
        rows.sorted { first, second in
            let (left, right) = (files.rows[Int(first)], files.rows[Int(second)])
            let (leftKey, rightKey) = (contentKey(left), contentKey(right))
            if leftKey != rightKey { return leftKey < rightKey }
            if files.paths.namePrecedes(left.path, right.path) { return true }
            return files.paths.namePrecedes(right.path, left.path) ? false : first < second
        }
    }

    /// Rows of one content, both sorted by name.
    private func pairs(_ left: ArraySlice<Int32>, _ right: ArraySlice<Int32>) -> [(Int32, Int32)] {
        var result: [(Int32, Int32)] = []
        var (leftRest, rightRest): ([Int32], [Int32]) = ([], [])
        var (index, other) = (left.startIndex, right.startIndex)
        while index < left.endIndex, other < right.endIndex {
            let name = old.paths.name(of: old.rows[Int(left[index])].path)
            let otherName = new.paths.name(of: new.rows[Int(right[other])].path)
            if name == otherName {
                result.append((left[index], right[other]))
                index += 1
                other += 1
            } else if name.lexicographicallyPrecedes(otherName) {
                leftRest.append(left[index])
                index += 1
            } else {
                rightRest.append(right[other])
                other += 1
            }
        }
        leftRest += left[index...]
        rightRest += right[other...]
        return result + zip(leftRest, rightRest)
    }

    // MARK: Hashed names

    private mutating func matchRenamed(_ removed: inout [Int32], _ added: inout [Int32]) {
        var gone: [[UInt8]: [Int32]] = [:]
        for row in removed where old.rows[Int(row)].kind == .file {
            guard let name = HashedName.masked(old.paths.bytes(of: old.rows[Int(row)].path)) else { continue }
            gone[name, default: []].append(row)
        }
        guard !gone.isEmpty else { return }
        var came: [[UInt8]: [Int32]] = [:]
        for row in added where new.rows[Int(row)].kind == .file {
            guard let name = HashedName.masked(new.paths.bytes(of: new.rows[Int(row)].path)), gone[name] != nil
            else { continue }
            came[name, default: []].append(row)
        }
        var matched: [(before: Int32, after: Int32)] = []
        for (name, rows) in came {
            // Of several under one name the sizes say best which is which.
            let left = (gone[name] ?? []).sorted {
                (old.rows[Int($0)].size, $0) < (old.rows[Int($1)].size, $1)
            }
            let right = rows.sorted { (new.rows[Int($0)].size, $0) < (new.rows[Int($1)].size, $1) }
            matched += zip(left, right).map { ($0, $1) }
        }
        matched.sort { $0.after < $1.after }
        for pair in matched { add(.renamed, pair.before, pair.after) }
        let goneRows = Set(matched.map(\.before))
        let cameRows = Set(matched.map(\.after))
        removed.removeAll { goneRows.contains($0) }
        added.removeAll { cameRows.contains($0) }
    }
}
