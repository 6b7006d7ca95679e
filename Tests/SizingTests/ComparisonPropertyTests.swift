// SPDX-License-Identifier: Apache-2.0
import LayerTree
import TestSupport
import Testing

@testable import Sizing

@Suite struct ComparisonPropertyTests {
    /// Eight times 150 pairs of images over a few names, so that everything meets everything.
    @Test(arguments: 0..<8) func `The causes add up to the change, exactly`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 104_729 &+ 17)
        for round in 0..<150 {
            let (before, after) = try SnapshotSketch.randomPair(&random)
            let comparison = ImageComparison(before: before, after: after)
            let place: Comment = "batch \(batch), round \(round)"
            let totals = comparison.totals
            #expect(comparison.causes.reduce(0) { $0 + $1.bytes } == totals.size.delta, place)
            #expect(comparison.causes.reduce(0) { $0 + $1.appBytes } == totals.app.delta, place)
            #expect(totals.live.delta + totals.dead.delta == totals.size.delta, place)
            #expect(comparison.layers.reduce(0) { $0 + $1.size.delta } == totals.size.delta, place)
            #expect(!comparison.causes.contains { $0.bytes == 0 }, place)
            // Every layer of both is in the list once.
            #expect(comparison.layers.compactMap(\.after) == Array(after.layers.indices), place)
            #expect(comparison.layers.compactMap(\.before).sorted() == Array(before.layers.indices), place)
        }
    }

    @Test(arguments: 0..<4) func `An image is the same as itself, and the way back is the opposite`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 7_907 &+ 5)
        for _ in 0..<100 {
            let (before, after) = try SnapshotSketch.randomPair(&random)
            let same = ImageComparison(before: before, after: before)
            #expect(same.isSame)
            #expect(same.causes.isEmpty)
            #expect(same.layers.allSatisfy { $0.kind == .same })
            #expect(same.pull.fetched == 0)
            let forth = ImageComparison(before: before, after: after)
            let back = ImageComparison(before: after, after: before)
            #expect(forth.totals.size.delta == -back.totals.size.delta)
            #expect(forth.totals.app.delta == -back.totals.app.delta)
            #expect(forth.fileCounts[.added] == back.fileCounts[.removed])
            #expect(forth.fileCounts[.moved] == back.fileCounts[.moved])
            #expect(forth.fileCounts[.modified] == back.fileCounts[.modified])
        }
    }

    @Test(arguments: 0..<4) func `A snapshot that was written and read is the same snapshot`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 31_337 &+ 1)
        for _ in 0..<80 {
            let (before, after) = try SnapshotSketch.randomPair(&random)
            let bytes = before.document()
            let read = try bytes.withUnsafeBytes { try ImageSnapshot(document: $0) }
            #expect(read.document() == bytes)
            #expect(
                ImageComparison(before: read, after: after) == ImageComparison(before: before, after: after))
            #expect(
                ImageComparison(before: after, after: read) == ImageComparison(before: after, after: before))
        }
    }

    /// Every byte of both trees is in the map, under a path that one of them has, and every difference once.
    @Test(arguments: 0..<4) func `The tree of changes holds both trees`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 48_611 &+ 3)
        for _ in 0..<100 {
            let (before, after) = try SnapshotSketch.randomPair(&random)
            let comparison = ImageComparison(before: before, after: after, listsFiles: true)
            let tree = try #require(comparison.tree)
            #expect(tree.rows.reduce(0) { $0 + $1.size.before } == comparison.totals.live.before)
            #expect(tree.rows.reduce(0) { $0 + $1.size.after } == comparison.totals.live.after)
            let counts = Dictionary(tree.rows.compactMap { row in row.change.map { ($0, 1) } }, uniquingKeysWith: +)
            for kind in FileChange.Kind.allCases where kind != .metadata {
                #expect(counts[kind] ?? 0 == comparison.fileCounts[kind], "\(kind)")
            }
            #expect(tree.origins.keys.allSatisfy { [.moved, .renamed, .rewritten].contains(tree.rows[$0].change) })
            // Nothing hangs in the air: a row lies in the last directory one level up.
            var path: [ArraySlice<UInt8>] = []
            for (index, row) in tree.rows.enumerated() {
                #expect(index == 0 ? row.depth == 0 && row.kind == .directory : row.depth >= 1)
                #expect(Int(row.depth) <= path.count)
                if row.kind == .directory { path = path.prefix(Int(row.depth)) + [tree.name(of: row)] }
            }
        }
        let (before, _) = try SnapshotSketch.randomPair(&random)
        #expect(ImageComparison(before: before, after: before).tree == nil)
    }

    /// The same image, given in another order of paths, gives the same table.
    @Test func `A table does not depend on the order of a tar's members`() throws {
        let one = try SnapshotSketch.image([("COPY", LayerSketch("b/x 10", "a 5", "b/a 7").entries)])
        let two = try SnapshotSketch.image([("COPY", LayerSketch("b/a 7", "b/x 10", "a 5").entries)])
        #expect(one.files.rows == two.files.rows)
        #expect(
            (0..<one.files.paths.count).allSatisfy { index in
                let path = PathTable.ID(rawValue: Int32(index))
                return one.files.paths.bytes(of: path) == two.files.paths.bytes(of: path)
            })
    }
}
