// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

extension CauseFinder {
    /// One cause in words that outlive both images.
    func cause(_ index: Int, _ units: [Int32], _ others: (came: [Int: Int], went: [Int: Int])) -> Cause {
        let draft = drafts[index]
        var cause = Cause(
            kind: draft.kind, change: draft.resultingChange, bytes: draft.bytes, files: draft.files,
            layer: draft.layer, parts: draft.largest.filter { $0.unit >= 0 }.map(part))
        switch subjects[index] {
        case .base:
            cause.name = Array((new.base.name ?? "").utf8)
            cause.layer = borders.after > 0 ? borders.after - 1 : nil
        case .records: break
        case .path(let path):
            cause.name = path == .root ? [] : files.union.paths.bytes(of: path)
            if draft.kind == .file { cause.parts = [] }
            if draft.kind == .file, let unit = draft.largest.first?.unit, files.units[unit].kind == .renamed {
                // The name before says what it was.
                cause.parts = [Cause.Part(name: files.change(files.units[unit]).from ?? [], bytes: 0)]
            }
        case .added(let package):
            name(&cause, new.packages[package])
            cause.version = new.packages[package].version
            cause.others = others.came[package] ?? 0
            cause.layer = new.packages[package].layer
            cause.parts = packageParts(index, units, root: package, in: new, of: \.after) ?? cause.parts
        case .removed(let package):
            name(&cause, old.packages[package])
            cause.versionBefore = old.packages[package].version
            cause.others = others.went[package] ?? 0
            cause.parts = packageParts(index, units, root: package, in: old, of: \.before) ?? cause.parts
        case .changed(let pair):
            if let after = pair.after { name(&cause, new.packages[after]) }
            cause.versionBefore = pair.before.map { old.packages[$0].version }
            cause.version = pair.after.map { new.packages[$0].version }
        case .dead(let key):
            cause.name = deadPaths[index].map { files.union.paths.bytes(of: $0) } ?? []
            cause.layer = key.layer < 0 ? nil : key.layer
            cause.hiddenBy = key.hiddenBy < 0 ? nil : key.hiddenBy
            cause.change = draft.bytes > 0 ? .added : .removed
        }
        cause.instruction = cause.layer.flatMap { new.layers.indices.contains($0) ? new.layers[$0].instruction : nil }
        CauseAdvice.advise(
            &cause, hidingInstruction: cause.hiddenBy.flatMap { new.layers[$0].instruction },
            workingDir: new.config.workingDir, dumps: dumps)
        return cause
    }

    private func name(_ cause: inout Cause, _ package: ImageSnapshot.Package) {
        cause.name = Array(package.name.utf8)
        cause.ecosystem = package.ecosystem
    }

    private func part(_ largest: (unit: Int, bytes: Int64)) -> Cause.Part {
        Cause.Part(name: files.union.paths.bytes(of: files.path(of: files.units[largest.unit])), bytes: largest.bytes)
    }

    /// The largest packages that came along; nil when one file outweighs them, or none came.
    private func packageParts(
        _ draft: Int, _ units: [Int32], root: Int, in image: ImageSnapshot, of side: KeyPath<FileChanges.Unit, Int32>
    ) -> [Cause.Part]? {
        if let file = drafts[draft].largest.first, file.bytes.magnitude > drafts[draft].bytes.magnitude / 2 {
            return nil
        }
        var bytes: [Int: Int64] = [:]
        for unit in units.map({ files.units[Int($0)] }) where unit[keyPath: side] >= 0 {
            let row = image.files.rows[Int(unit[keyPath: side])]
            if row.package >= 0 { bytes[Int(row.package), default: 0] += unit.delta }
        }
        bytes[root] = nil
        guard !bytes.isEmpty else { return nil }
        return bytes.sorted { ($1.value.magnitude, $0.key) < ($0.value.magnitude, $1.key) }.prefix(2)
            .map { Cause.Part(name: Array(image.packages[$0.key].name.utf8), bytes: $0.value) }
    }
}
