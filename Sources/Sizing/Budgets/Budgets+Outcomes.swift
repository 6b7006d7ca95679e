// SPDX-License-Identifier: Apache-2.0
public import LayerTree
public import PackageDatabases

extension Budgets {
    /// What an image has of every limit, `growth` left out, in the order of the limits.
    ///
    /// - Parameters:
    ///   - baseLayers: how many of the lowest layers are the base's; `layer` does not speak of those.
    ///   - instruction: what made a layer, as reports may show it.
    /// - Complexity: without `paths` the number of layers and packages; each pattern is matched with every live file.
    public func outcomes(
        tree: ImageTree, packages: PackageSet, baseLayers: Int, instruction: (Int) -> String?
    ) -> [BudgetOutcome] {
        var outcomes: [BudgetOutcome] = []
        func cause(_ layer: Int?, _ bytes: Int64) -> String? {
            guard let layer, bytes > 0 else { return nil }
            return "layer \(layer)" + (instruction(layer).map { ": " + $0 } ?? "")
        }
        func add(_ name: String, _ limit: Int64, _ total: Int64, layers: [Int64]) {
            let widest = layers.indices.max { layers[$0] < layers[$1] }
            outcomes.append(
                BudgetOutcome(
                    name: name, limit: limit, actual: total, cause: cause(widest, widest.map { layers[$0] } ?? 0)))
        }
        if let image { add("image", image, tree.totals.size, layers: tree.layerTotals.map(\.size)) }
        if let live { add("live", live, tree.totals.live, layers: tree.layerTotals.map(\.live)) }
        if let layer {
            let own = (min(baseLayers, tree.layerCount)..<tree.layerCount).map { ($0, tree.layerTotals[$0].size) }
            let broken = own.filter { $0.1 > layer }
            if broken.isEmpty {
                let widest = own.max { $0.1 < $1.1 }
                outcomes.append(
                    BudgetOutcome(
                        name: "layer", limit: layer, actual: widest?.1 ?? 0, cause: cause(widest?.0, widest?.1 ?? 0)))
            }
            for (index, size) in broken {
                outcomes.append(
                    BudgetOutcome(name: "layer \(index)", limit: layer, actual: size, cause: instruction(index)))
            }
        }
        return outcomes + pathOutcomes(tree) + packageOutcomes(packages)
    }

    private struct PathSum {
        var bytes: Int64 = 0
        var files = 0
        var largest: (inode: InodeID, path: PathTable.ID, size: Int64)?
    }

    private func pathOutcomes(_ tree: ImageTree) -> [BudgetOutcome] {
        guard !paths.isEmpty else { return [] }
        var sums = [PathSum](repeating: PathSum(), count: paths.count)
        // An inode with several names counts once, whichever of them matches.
        var counted = [Set<InodeID>](repeating: [], count: paths.count)
        tree.forEachLiveFile { path, inode in
            let bytes = tree.paths.bytes(of: path)
            for (index, budget) in paths.enumerated() where budget.glob.matches(bytes) {
                if tree.inodes[inode.index].names > 1, !counted[index].insert(inode).inserted { continue }
                let size = tree.entry(of: inode).kind == .file ? tree.entry(of: inode).size : 0
                sums[index].bytes += size
                sums[index].files += 1
                if size > sums[index].largest?.size ?? 0 { sums[index].largest = (inode, path, size) }
            }
        }
        return zip(paths, sums).map { budget, sum in
            var cause: String?
            if let largest = sum.largest {
                let layer = tree.inodes[largest.inode.index].layer
                cause = tree.paths.string(of: largest.path) + " from layer \(layer)"
                if sum.files > 1 { cause = "\(sum.files) files; the largest is " + (cause ?? "") }
            }
            return BudgetOutcome(
                name: budget.glob.text, limit: budget.limit, actual: sum.bytes, cause: cause,
                isAboutSomething: sum.files > 0)
        }
    }

    private func packageOutcomes(_ set: PackageSet) -> [BudgetOutcome] {
        packages.map { budget in
            let found = set.indices(named: budget.name).map { set.packages[$0] }
            let bytes = found.map(\.bytes).reduce(0, +)
            return BudgetOutcome(
                name: "package \(budget.name)", limit: budget.limit, actual: bytes,
                cause: found.max { $0.bytes < $1.bytes }.map { "\($0.name) \($0.version) from layer \($0.layer)" },
                isAboutSomething: !found.isEmpty)
        }
    }
}
