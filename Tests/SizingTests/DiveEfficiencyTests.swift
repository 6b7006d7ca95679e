// SPDX-License-Identifier: Apache-2.0
import Dunnage
import LayerTree
import Sizing
import TestSupport
import Testing

@Suite struct DiveEfficiencyTests {
    @Test(arguments: DiveAnswer.all) func `What dive says of real archives`(answer: DiveAnswer) throws {
        let tree = try KnownArchive.open(answer.archive).tree
        let result = DiveEfficiency(tree: tree)
        #expect(result.sizeBytes == answer.sizeBytes)
        #expect(result.wastedBytes == answer.inefficientBytes)
        #expect(result.score == answer.efficiencyScore)
        #expect(result.userWastedPercent == answer.userWastedPercent)
    }

    private func efficiency(_ layers: LayerSketch...) throws -> DiveEfficiency {
        DiveEfficiency(tree: try ImageTree(layers: layers.map(\.entries)))
    }

    @Test func `A file in two layers wastes both copies`() throws {
        let result = try efficiency(LayerSketch("a 100", "b 50"), LayerSketch("a 30"))
        #expect(result.wastedBytes == 130)
        #expect(result.score == 80.0 / 180.0)
        #expect(result.userSizeBytes == 30)
        #expect(result.userWastedPercent == 130.0 / 30.0)
    }

    @Test func `A removed directory raises the score and is no waste`() throws {
        let result = try efficiency(
            LayerSketch("d/", "d/a 100", "d/e/b 50", "x 10"), LayerSketch("-d"), LayerSketch("x 2"))
        #expect(result.wastedBytes == 12)
        // 100 + 50 + 150 for the whiteout, and 2 of 12.
        #expect(result.score == 302.0 / 312.0)
    }

    @Test func `A directory that the layer between only passes through is none for dive`() throws {
        let below = LayerSketch("d/", "d/a 100")
        #expect(try efficiency(below, LayerSketch("d/", "d/b 1"), LayerSketch("-d")).score == 1)
        let result = try efficiency(below, LayerSketch("d/b 1"), LayerSketch("-d"))
        #expect(result.score == 1 && result.wastedBytes == 0)
        // What counts differs all the same: with d as a directory the whiteout weighs 101, without it nothing.
        let twice = try efficiency(below, LayerSketch("d/", "d/b 1"), LayerSketch("-d"), LayerSketch("d 7"))
        #expect(twice.wastedBytes == 108)
        #expect(try efficiency(below, LayerSketch("d/b 1"), LayerSketch("-d"), LayerSketch("d 7")).wastedBytes == 7)
    }

    @Test func `Nested whiteouts of one layer each ask the layers below`() throws {
        let below = LayerSketch("d/", "d/e/", "d/e/a 100", "d/b 7")
        let result = try efficiency(below, LayerSketch("-d", "-d/e"), LayerSketch("-d/e"))
        #expect(result.score == 214.0 / 314.0)
        #expect(result.wastedBytes == 100, "d/e is seen twice: 100 and, when it is gone, nothing")
    }

    @Test func `A whiteout of nothing does not end the layer`() throws {
        let result = try efficiency(LayerSketch("z 100"), LayerSketch("-absent", "z 100"))
        #expect(result.wastedBytes == 200)
    }

    @Test func `Empty images, empty directories, links, the root`() throws {
        #expect(try efficiency().score == 1)
        let one = try efficiency(LayerSketch("/", "a 5", "l>a", "h=a"))
        #expect(one == (try efficiency(LayerSketch("a 5"))))
        let two = try efficiency(LayerSketch("d/", "a 5"), LayerSketch("d/", "a/"))
        #expect(two.wastedBytes == 5 && two.score == 0)
    }

    @Test(arguments: 0..<4) func `Any stack gives what dive's own steps give`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 31 &+ 11)
        for round in 0..<500 {
            let tree = try ImageTree(layers: LayerSketch.randomStack(&random))
            let reference = ReferenceDive(tree.layers)
            let result = DiveEfficiency(tree: tree)
            #expect(
                result.wastedBytes == reference.wasted && result.score == reference.score,
                "batch \(batch) round \(round)")
        }
    }
}
