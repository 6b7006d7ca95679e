// SPDX-License-Identifier: Apache-2.0
import Findings
import Foundation
import LayerTree
import Sizing
import Testing

/// Numbers for a release build: `DUNNAGE_MEASURE=1 swift test -c release --filter ReclaimMeasurement`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_MEASURE"] != nil), .serialized)
struct ReclaimMeasurement {
    /// 40 layers of 25,000 entries; every fourth rewrites a third of the one before it and whites out a tenth.
    private static func layers() -> [LayerEntries] {
        (0..<40).map { layer in
            var sketch = LayerSketch()
            for file in 0..<25_000 {
                let owner = layer % 4 == 3 && file < 8_000 ? layer - 1 : layer
                let directory = "usr/lib/node_modules/package-\(owner)-\(file / 500)/dist/part\(file / 25 % 20)"
                if file % 25 == 0 {
                    sketch.directory(directory)
                } else {
                    sketch.file("\(directory)/module-\(file).js", 1_000, content: UInt64(owner) << 32 | UInt64(file))
                }
            }
            if layer % 4 == 3 {
                for package in 40..<45 { sketch.whiteout("usr/lib/node_modules/package-\(layer - 1)-\(package)") }
            }
            return sketch.entries
        }
    }

    @Test func `A million entries: overlay, what can be given back, dive's numbers`() throws {
        let clock = ContinuousClock()
        let layers = ReclaimMeasurement.layers()
        for _ in 0..<3 {
            var start = clock.now
            let tree = try ImageTree(layers: layers)
            let overlay = clock.now - start
            let claims = stride(from: 0, to: tree.inodes.count, by: 3).map {
                Claim(inode: Int32($0), category: $0 % 2 == 0 ? .documentation : .devDependency)
            }
            start = clock.now
            let result = Reclaimable(tree: tree, claims: claims, baseLayers: 10)
            let reclaim = clock.now - start
            start = clock.now
            let dive = DiveEfficiency(tree: tree)
            let efficiency = clock.now - start
            start = clock.now
            let groups = tree.duplicates().count
            let duplicates = clock.now - start
            print(
                "overlay \(overlay), reclaim \(reclaim), dive \(efficiency), duplicates \(duplicates): "
                    + "\(tree.totals.entries) entries, \(result.slimEstimate) B, \(dive.wastedBytes) B, \(groups) groups"
            )
        }
    }
}
