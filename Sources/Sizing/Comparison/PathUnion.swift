// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The paths of both images under common numbers, and what is live at each.
struct PathUnion {
    private(set) var paths = PathTable()
    /// By path of the image before and after: the common number.
    private(set) var before: [PathTable.ID]
    private(set) var after: [PathTable.ID]
    /// By common number: index of the live row, -1 for none.
    private(set) var liveBefore: [Int32]
    private(set) var liveAfter: [Int32]
    /// Live rows beyond the first of their path: no honest snapshot has any, and none is forgotten.
    private(set) var strays: (before: [Int32], after: [Int32]) = ([], [])

    init(_ old: SnapshotFiles, _ new: SnapshotFiles) {
        before = PathUnion.add(old.paths, to: &paths)
        after = PathUnion.add(new.paths, to: &paths)
        liveBefore = [Int32](repeating: -1, count: paths.count)
        liveAfter = liveBefore
        strays.before = PathUnion.mark(old.rows, before, &liveBefore)
        strays.after = PathUnion.mark(new.rows, after, &liveAfter)
    }

    private static func add(_ table: PathTable, to paths: inout PathTable) -> [PathTable.ID] {
        var numbers: [PathTable.ID] = [.root]
        numbers.reserveCapacity(table.count)
        for index in 1..<max(1, table.count) {
            let path = PathTable.ID(rawValue: Int32(index))
            let parent = numbers[table.parent(of: path).index]
            numbers.append(table.withName(of: path) { paths.intern($0, in: parent) })
        }
        return numbers
    }

    private static func mark(
        _ rows: [SnapshotFiles.Row], _ numbers: [PathTable.ID], _ live: inout [Int32]
    ) -> [Int32] {
        var strays: [Int32] = []
        for (index, row) in rows.enumerated() where row.fate == .live {
            let path = numbers[row.path.index].index
            if live[path] < 0 { live[path] = Int32(index) } else { strays.append(Int32(index)) }
        }
        return strays
    }
}
