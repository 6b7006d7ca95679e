// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

extension FileChanges {
    /// One difference in words that outlive both images.
    func change(_ unit: Unit) -> FileChange {
        let before = unit.before >= 0 ? old.rows[Int(unit.before)] : nil
        let after = unit.after >= 0 ? new.rows[Int(unit.after)] : nil
        let oldPath = before.map { old.paths.bytes(of: $0.path) }
        let newPath = after.map { new.paths.bytes(of: $0.path) }
        var attributes: [String] = []
        if let before, let after, unit.kind != .moved, unit.kind != .renamed {
            if before.kind != after.kind { attributes.append("kind") }
            if before.mode != after.mode { attributes.append("mode") }
            if before.uid != after.uid || before.gid != after.gid { attributes.append("owner") }
        }
        let isBase =
            (before.map { Int($0.layer) < borders.before } ?? true)
            && (after.map { Int($0.layer) < borders.after } ?? true)
        return FileChange(
            kind: unit.kind, path: newPath ?? oldPath ?? [], from: newPath == oldPath || newPath == nil ? nil : oldPath,
            size: SizeChange(before?.size ?? 0, after?.size ?? 0), layer: after.map { Int($0.layer) },
            layerBefore: before.map { Int($0.layer) }, isBase: isBase, attributes: attributes)
    }

    /// Where a difference lies, under the common numbers.
    func path(of unit: Unit) -> PathTable.ID {
        unit.after >= 0
            ? union.after[new.rows[Int(unit.after)].path.index] : union.before[old.rows[Int(unit.before)].path.index]
    }

    /// The bytes of the change, whoever ships them.
    func bytes(_ unit: Unit) -> Int64 {
        (unit.after >= 0 ? new.rows[Int(unit.after)].size : 0)
            - (unit.before >= 0 ? old.rows[Int(unit.before)].size : 0)
    }
}
