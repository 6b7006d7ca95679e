// SPDX-License-Identifier: Apache-2.0
import Findings
import LayerTree
import Sizing
import TestSupport
import Testing

@Suite struct ReclaimablePropertyTests {
    /// Eight times 1,300 stacks, each with claims of any kind on any inode, some on none.
    @Test(arguments: 0..<8) func `Every byte is counted once, by the first category that claims it`(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 7_919 &+ 3)
        for round in 0..<1_300 {
            let tree = try ImageTree(layers: LayerSketch.randomStack(&random))
            let base = Int.random(in: 0...tree.layerCount, using: &random)
            let claims = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                Claim(
                    inode: Int32.random(in: -2...Int32(tree.inodes.count + 2), using: &random),
                    category: Category.allCases.randomElement(using: &random) ?? .vcs)
            }
            let result = Reclaimable(tree: tree, claims: claims, baseLayers: base)
            let problem = ReclaimablePropertyTests.problem(result, tree, claims, base)
            #expect(problem == nil, "batch \(batch), round \(round): \(problem ?? "")")
        }
    }

    /// The same numbers, by asking each inode one at a time.
    private static func problem(_ result: Reclaimable, _ tree: ImageTree, _ claims: [Claim], _ base: Int) -> String? {
        var expected: [String: (bytes: Int64, files: Int64)] = [:]
        for (index, inode) in tree.inodes.enumerated() {
            var category: Findings.Category?
            if inode.fate != .live {
                category = .dead
            } else {
                // `Category.allCases` lists the reclaimable ones first, in their order.
                category = Category.allCases.first { candidate in
                    candidate.claimOrder != nil && candidate != .dead
                        && claims.contains { Int($0.inode) == index && $0.category == candidate }
                }
            }
            if result.categories[index] != category { return "inode \(index) is \(category as Any)" }
            let entry = tree.entry(of: InodeID(rawValue: Int32(index)))
            guard let category, entry.kind == .file else { continue }
            let by: GivenBackBy =
                category == .duplicate
                ? .none
                : category == .documentation || Int(inode.layer) < base ? .base : .dockerfile
            let old = expected["\(category) \(by)"] ?? (0, 0)
            expected["\(category) \(by)"] = (old.bytes + entry.size, old.files + 1)
        }
        if result.shares.count != expected.count { return "\(result.shares.count) shares, not \(expected.count)" }
        for share in result.shares {
            guard let known = expected["\(share.category) \(share.by)"] else { return "a share of \(share.category)" }
            if known.bytes != share.bytes || known.files != share.files { return "\(share) against \(known)" }
        }
        return broken(result, tree)
    }

    /// What must hold whatever the claims.
    private static func broken(_ result: Reclaimable, _ tree: ImageTree) -> String? {
        let size = tree.totals.size
        if tree.totals.live + tree.totals.dead != size { return "live and dead are not the size" }
        if result.shares.reduce(0, { $0 + $1.bytes }) > size { return "more than there is" }
        let dead = result.shares.filter { $0.category == .dead }
        if dead.reduce(0, { $0 + $1.bytes }) != tree.totals.dead { return "dead bytes are missing" }
        if result.shares.contains(where: { ($0.category == .duplicate) != ($0.by == .none) }) {
            return "duplicates are nobody's, all else is somebody's"
        }
        let ways = result.shares.filter { $0.category != .duplicate }.reduce(0) { $0 + $1.bytes }
        if result.byDockerfile + result.byBase != ways { return "the two ways are not the shares" }
        guard 0 <= result.slimEstimate, result.slimEstimate <= result.dockerfileEstimate,
            result.dockerfileEstimate <= size
        else { return "estimates out of order" }
        if result.dockerfileEstimate - result.slimEstimate != result.byBase { return "the slim step is not the base's" }
        let order = result.shares.map { ($0.category.claimOrder ?? 99) * 3 + $0.by.rawValue }
        return order == order.sorted() && Set(order).count == order.count ? nil : "shares out of order"
    }

    @Test func `Dead bytes of the base are the base's, documentation is wherever it lies`() throws {
        let tree = try ImageTree(layers: [
            LayerSketch("usr/share/doc/a 10", "bin/sh 100").entries,
            LayerSketch("bin/sh 110", "app/man 7", "tmp/x 5").entries,
            LayerSketch("-tmp/x", "app/run 50").entries,
        ])
        let claims = [0, 3].map { Claim(inode: $0, category: .documentation) }
        let result = Reclaimable(tree: tree, claims: claims, baseLayers: 1)
        #expect(result.byDockerfile == 5)
        #expect(result.byBase == 117)
        #expect(result.dockerfileEstimate == 277)
        #expect(result.slimEstimate == 160)
    }
}
