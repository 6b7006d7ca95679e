// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases
public import Reports

extension AnalysedImage {
    /// Why a package or a path is there. A text with a slash at its start is a path, anything else a package's name,
    /// or a path when no package is called so. Empty when the image knows neither.
    public func why(_ subject: String) -> WhyReport {
        var report = WhyReport(reference: image.references.first, subject: subject)
        var numbers = subject.hasPrefix("/") ? [] : packages.indices(named: subject)
        if numbers.isEmpty, let path = path(subject) {
            report.place = place(path)
            if let owner = packages.owner(of: path) {
                numbers = [owner]
            } else if tree.isDirectory(at: path) {
                // A package's own directory: `node_modules/express`.
                numbers = packages.packages.indices.filter { packages.packages[$0].root == path }
            }
        }
        guard !numbers.isEmpty else { return report }
        // A name may be there ten thousand times, and each chain is a walk of its own.
        report.omitted = max(0, numbers.count - AnalysedImage.packagesExplained)
        numbers = Array(numbers.prefix(AnalysedImage.packagesExplained))
        let needers = needers(of: numbers)
        let changed = changedFiles(of: numbers)
        report.packages = numbers.indices.map { index in
            var package = brought(numbers[index], neededBy: needers[index])
            package.changedCount = changed[index].count
            package.changedFiles = changed[index].prefix(AnalysedImage.changesNamed).map { tree.paths.bytes(of: $0) }
            return package
        }
        return report
    }

    private static let packagesExplained = 50
    private static let changesNamed = 100

    /// The path itself where a layer names it, live or dead; else what links lead to.
    private func path(_ subject: String) -> PathTable.ID? {
        if let path = tree.find(subject) { return path }
        if case .found(let path) = tree.resolve(Array(subject.utf8)) { return path }
        return nil
    }

    // MARK: - Paths

    private func place(_ path: PathTable.ID) -> WhyReport.Place {
        var isBelow = [Bool](repeating: false, count: tree.paths.count)
        isBelow[path.index] = true
        var isDirectory = tree.isDirectory(at: path)
        for index in (path.index + 1)..<max(path.index + 1, tree.paths.count) {
            let parent = tree.paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            if isBelow[parent] { isBelow[index] = true }
        }
        var shares: [WhyReport.Share] = []
        /// Where a layer's share of one fate is in `shares`; there are few.
        var places: [[Int]: Int] = [:]
        let live = tree.inode(at: path)
        for (index, inode) in tree.inodes.enumerated() {
            let isHere = inode.path == path || live?.index == index
            guard isHere || isBelow[inode.path.index] else { continue }
            if !isHere { isDirectory = true }
            let entry = tree.entry(of: InodeID(rawValue: Int32(index)))
            let isFile = entry.kind == .file
            let key = [Int(inode.layer), Int(inode.removedIn), Int(inode.fate.rawValue)]
            if let known = places[key] {
                shares[known].bytes += isFile ? entry.size : 0
                shares[known].files += isFile ? 1 : 0
                continue
            }
            places[key] = shares.count
            shares.append(
                WhyReport.Share(
                    layer: Int(inode.layer), isBase: Int(inode.layer) < base.layers,
                    instruction: instruction(ofLayer: Int(inode.layer)), bytes: isFile ? entry.size : 0,
                    files: isFile ? 1 : 0, state: FindingState(inode.fate),
                    removedIn: inode.isLive ? nil : Int(inode.removedIn),
                    isMetadataOnly: isHere && inode.isMetadataOnly))
        }
        if live == nil, !isDirectory { shares = (shares + goneHardLinks(at: path)).sorted { $0.layer < $1.layer } }
        return WhyReport.Place(
            path: tree.paths.bytes(of: path), isDirectory: isDirectory, shares: shares,
            changed: live.flatMap { isChanged($0) })
    }

    // MARK: - Packages

    /// By number asked for: the names of packages with a hard dependency on it.
    private func needers(of numbers: [Int]) -> [[String]] {
        let slots = Dictionary(numbers.enumerated().map { ($1, $0) }) { first, _ in first }
        var names = [Set<String>](repeating: [], count: numbers.count)
        for (index, package) in packages.packages.enumerated() {
            for other in packages.graph.dependencies(of: index) {
                if let slot = slots[other] { names[slot].insert(package.name) }
            }
        }
        return names.map { $0.sorted() }
    }

    private func brought(_ number: Int, neededBy names: [String]) -> WhyReport.Brought {
        let all = packages.packages
        let package = all[number]
        return WhyReport.Brought(
            chain: chain(to: number), ecosystem: package.ecosystem.rawValue, files: Int64(package.files),
            layer: package.layer, isBase: package.layer < base.layers,
            instruction: instruction(ofLayer: package.layer), neededBy: names,
            partOf: package.providedBy.map { all[$0].name })
    }

    /// From what was asked for by hand; where nothing of that leads here, from what nothing needs.
    private func chain(to number: Int) -> [WhyReport.Step] {
        let all = packages.packages
        let package = all[number]
        let isBase = package.layer < base.layers
        if package.requested == true || (isBase && package.requested == nil) {
            return [step(number, isRecommended: false, at: 0)]
        }
        let sameKind = all.indices.filter { all[$0].ecosystem == package.ecosystem }
        let asked = sameKind.filter { all[$0].requested == true }
        var steps = packages.graph.why(number, from: asked)
        if steps == nil {
            var isNeeded = [Bool](repeating: false, count: all.count)
            for other in sameKind {
                for next in packages.graph.dependencies(of: other) { isNeeded[next] = true }
            }
            steps = packages.graph.why(number, from: sameKind.filter { !isNeeded[$0] })
        }
        guard let steps else { return [step(number, isRecommended: false, at: 0)] }
        return steps.enumerated().map { step($1.package, isRecommended: $1.isRecommended, at: $0) }
    }

    private func step(_ number: Int, isRecommended: Bool, at position: Int) -> WhyReport.Step {
        let package = packages.packages[number]
        let relation: WhyReport.Step.Relation =
            if position > 0 {
                isRecommended ? .recommended : .needed
            } else if package.requested == true {
                .requested
            } else {
                package.layer < base.layers ? .base : .unknown
            }
        return WhyReport.Step(name: package.name, version: package.version, bytes: package.bytes, relation: relation)
    }
}
