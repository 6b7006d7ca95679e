// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import PackageDatabases

extension LayerFacts {
    /// Bytes of memory that these facts hold on to, about: what grows with the layer.
    public var memoryEstimate: Int {
        // A path's node, its slots of the table, and the allocation around a small array.
        let (path, array) = (24, 32)
        var bytes = 4_096 + entries.entries.count * MemoryLayout<Entry>.stride
        bytes += entries.paths.count * path + entries.paths.nameBytes
        bytes += (entries.whiteouts.count + entries.opaques.count) * 4
        bytes += entries.strings.reduce(0) { $0 + array + 8 + $1.count }
        bytes += (secrets.count + drops.places.count) * 512
        bytes += probes.reduce(0) {
            $0 + MemoryLayout<ExecutableProbe>.stride + 2 * array + $1.script.count + ($1.loader?.count ?? 0)
        }
        bytes += databases.reduce(0) { $0 + MemoryLayout<DatabaseFact>.stride + 6 * array + $1.rows.memoryEstimate }
        for library in libraries { bytes += library.names.reduce(2 * array) { $0 + array + $1.count } }
        bytes += recorded.count * 256
        bytes += kept.reduce(0) { $0 + array + $1.bytes.count }
        bytes += notes.reduce(0) { $0 + 4 * array + $1.path.count + $1.what.utf8.count }
        return bytes
    }
}
