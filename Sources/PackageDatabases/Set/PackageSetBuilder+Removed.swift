// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// What dead copies of records list and live ones do not.
extension PackageSetBuilder {
    private struct Trace {
        var source: Source
        var first: Int
        var last: Int
    }

    func removedPackages() -> [RemovedPackage] {
        var table = PathTable()
        var isLive: [Bool] = [false]
        var traceOf: [Int32] = [-1]
        var traces: [Trace] = []
        /// Layers that carry each record, to tell which copy lists a package no more.
        var layersOf: [ArraySlice<UInt8>: [Int]] = [:]
        for fact in facts.indices where places[fact] == nil || facts[fact].rows.kind.isSystemDatabase {
            layersOf[facts[fact].rows.filePath, default: []].append(facts[fact].layer)
        }
        for path in layersOf.keys { layersOf[path]?.sort() }
        for fact in facts.indices {
            let rows = facts[fact].rows
            for row in rows.packages.indices where rows.packages[row].isDeclaration {
                guard table.hasRoom(for: rows.path.count + Int(rows.packages[row].name.count) + 64) else { return [] }
                let id = identity(rows.packages[row], rows, in: &table)
                while isLive.count < table.count {
                    isLive.append(false)
                    traceOf.append(-1)
                }
                if places[fact] != nil { isLive[id.index] = true }
                let layer = facts[fact].layer
                if traceOf[id.index] < 0 {
                    traceOf[id.index] = Int32(traces.count)
                    traces.append(Trace(source: Source(fact: fact, row: row), first: layer, last: layer))
                } else {
                    let trace = Int(traceOf[id.index])
                    traces[trace].first = min(traces[trace].first, layer)
                    if layer >= traces[trace].last {
                        traces[trace].last = layer
                        traces[trace].source = Source(fact: fact, row: row)
                    }
                }
            }
        }
        var removed: [RemovedPackage] = []
        for id in traceOf.indices where traceOf[id] >= 0 && !isLive[id] {
            let trace = traces[Int(traceOf[id])]
            let rows = facts[trace.source.fact].rows
            let row = rows.packages[trace.source.row]
            let next = layersOf[rows.filePath].flatMap { PackageSetBuilder.first(in: $0, above: trace.last) }
            removed.append(
                RemovedPackage(
                    ecosystem: row.ecosystem, name: rows.string(row.name), version: rows.string(row.version),
                    architecture: rows.string(row.architecture), layer: trace.first,
                    removedIn: row.ecosystem.isSystem && next != nil ? next : removal(of: trace.source.fact),
                    installedSize: row.installedSize < 0 ? nil : row.installedSize))
        }
        return removed
    }

    private static func first(in layers: [Int], above layer: Int) -> Int? {
        var low = 0
        var high = layers.count
        while low < high {
            let middle = (low + high) / 2
            if layers[middle] <= layer { low = middle + 1 } else { high = middle }
        }
        return low < layers.count ? layers[low] : nil
    }

    private func identity(_ row: PackageRow, _ rows: DatabaseRows, in table: inout PathTable) -> PathTable.ID {
        let place = row.ecosystem.isSystem ? Array(row.ecosystem.rawValue.utf8)[...] : rows.filePath
        var id = place.withUnsafeBytes { table.intern($0, in: .root) }
        id = rows.bytes(row.name).withUnsafeBytes { table.intern($0, in: id) }
        return rows.bytes(row.architecture).withUnsafeBytes { table.intern($0, in: id) }
    }

    /// The layer that took the record's file away. Inodes stand in the order of layers and entries.
    private func removal(of fact: Int) -> Int? {
        let key = (Int32(clamping: facts[fact].layer), facts[fact].entry)
        var low = 0
        var high = tree.inodes.count
        while low < high {
            let middle = (low + high) / 2
            if (tree.inodes[middle].layer, tree.inodes[middle].entry) < key { low = middle + 1 } else { high = middle }
        }
        guard low < tree.inodes.count, (tree.inodes[low].layer, tree.inodes[low].entry) == key,
            tree.inodes[low].removedIn >= 0
        else { return nil }
        return Int(tree.inodes[low].removedIn)
    }
}

extension DatabaseKind {
    /// One file that lists all packages of a system.
    var isSystemDatabase: Bool {
        switch self {
        case .dpkgStatus, .apkInstalled, .rpmSQLite, .rpmNDB, .rpmBerkeley: true
        default: false
        }
    }
}
