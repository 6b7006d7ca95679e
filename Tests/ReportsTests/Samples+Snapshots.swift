// SPDX-License-Identifier: Apache-2.0
import LayerTree
import PackageDatabases
import Sizing

extension Samples {
    /// A snapshot of an image of one layer with these files. Each has other content than those before it.
    static func snapshot(
        _ files: [(path: String, size: Int64)], reference: String = "team/shop:v1", instruction: String = "COPY . /app"
    ) throws -> ImageSnapshot {
        var layer = LayerEntries()
        for (index, file) in files.enumerated() {
            layer.entries.append(
                Entry(
                    path: layer.paths.intern(file.path), kind: .file, size: file.size,
                    hash: ContentHash(high: UInt64(index) + 1, low: UInt64(bitPattern: file.size))))
        }
        let tree = try ImageTree(layers: [layer])
        let table = SnapshotFiles(tree: tree, packages: PackageSet(tree: tree, rows: []), isHidden: { _ in false })
        return ImageSnapshot(
            tool: "test", reference: reference, id: "sha256:00", platform: "linux/amd64",
            layers: [ImageSnapshot.Layer(diffID: "sha256:\(files.count)", instruction: instruction)], files: table)
    }
}
