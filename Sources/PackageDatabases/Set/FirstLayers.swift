// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// For each package and version, the first layer that lists it. System packages are known by name, others by name
/// and place of their record.
struct FirstLayers {
    private var table = PathTable()
    /// By id in `table`: layer, -1 where the id stands for no whole key.
    private var layers: [Int32] = []

    init(_ facts: [PackageSetBuilder.Fact]) {
        for fact in facts {
            let rows = fact.rows
            for package in rows.packages where package.isDeclaration {
                guard table.hasRoom(for: rows.path.count + Int(package.name.count) + Int(package.version.count) + 64)
                else { return }
                var id = PathTable.ID.root
                for part in FirstLayers.key(package, rows) { id = part.withUnsafeBytes { table.intern($0, in: id) } }
                while layers.count < table.count { layers.append(-1) }
                if layers[id.index] < 0 || layers[id.index] > Int32(clamping: fact.layer) {
                    layers[id.index] = Int32(clamping: fact.layer)
                }
            }
        }
    }

    func layer(of package: PackageRow, in rows: DatabaseRows) -> Int? {
        var id = PathTable.ID.root
        for part in FirstLayers.key(package, rows) {
            guard let next = part.withUnsafeBytes({ table.find($0, in: id) }) else { return nil }
            id = next
        }
        return layers[id.index] < 0 ? nil : Int(layers[id.index])
    }

    private static func key(_ package: PackageRow, _ rows: DatabaseRows) -> [ArraySlice<UInt8>] {
        let place = package.ecosystem.isSystem ? Array(package.ecosystem.rawValue.utf8)[...] : rows.path[...]
        return [place, rows.bytes(package.name), rows.bytes(package.version), rows.bytes(package.architecture)]
    }
}
