// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Who needs whom.
extension PackageSetBuilder {
    mutating func connect() {
        // Real names are in the index already; what packages provide comes behind them, essential packages first.
        for isEssential in [true, false] {
            for package in packages.indices where packages[package].isEssential == isEssential {
                addProvides(of: package)
            }
        }
        var node = NodeModules(self)
        for package in packages.indices {
            if packages[package].ecosystem == .npm {
                connect(node: package, &node)
            } else {
                connect(package)
            }
        }
        markApplications(&node)
        hardEdges.group(packages: packages.count)
        softEdges.group(packages: packages.count)
    }

    func graph() -> DependencyGraph {
        DependencyGraph(count: packages.count, hard: hardEdges, soft: softEdges)
    }

    private mutating func addProvides(of package: Int) {
        let rows = facts[sources[package].fact].rows
        let row = rows.packages[sources[package].row]
        if row.ecosystem == .python {
            names.add(PackageSetBuilder.normalized(rows.bytes(row.name))[...], .python, package: package)
        }
        for relation in rows.relations[row.relationRange] where relation.kind == .provides {
            names.add(rows.bytes(relation.name), row.ecosystem, package: package)
        }
    }

    /// Groups of alternatives end in one arrow each.
    private mutating func connect(_ package: Int) {
        let rows = facts[sources[package].fact].rows
        let row = rows.packages[sources[package].row]
        var isSatisfied = false
        for relation in rows.relations[row.relationRange] {
            guard relation.kind == .depends || relation.kind == .recommends else { continue }
            if !relation.isAlternative { isSatisfied = false }
            if isSatisfied { continue }
            guard let target = provider(of: rows.bytes(relation.name), for: package) else { continue }
            isSatisfied = true
            if relation.kind == .depends {
                hardEdges.add(package, target)
            } else {
                softEdges.add(package, target)
            }
        }
    }

    /// The installed package that answers to `name`: of the same architecture rather than of another, itself
    /// before all others.
    private mutating func provider(of name: ArraySlice<UInt8>, for package: Int) -> Int? {
        let ecosystem = packages[package].ecosystem
        if ecosystem.isSystem, name.first == UInt8(ascii: "/") {
            let path = name.withUnsafeBytes { name in claims.locate(name.slice(0, 0), name) }
            if let owner = path.map({ Int(claims.owners[$0.index]) }), owner >= 0 { return owner }
        }
        let name = ecosystem == .python ? PackageSetBuilder.normalized(name)[...] : name
        var best: Int?
        var tried = 0
        names.forEach(name, ecosystem) { candidate in
            tried += 1
            if candidate == package {
                best = candidate
                return false
            }
            let architecture = packages[candidate].architecture
            let fits =
                !ecosystem.isSystem || architecture == packages[package].architecture || architecture == "all"
                || architecture == "noarch" || packages[package].architecture == "all"
                || packages[package].architecture == "noarch"
            if fits {
                best = candidate
                return false
            }
            if best == nil { best = candidate }
            // A name that very many foreign packages share would be walked by each that needs it.
            return tried < 64
        }
        return best
    }

    /// PEP 503: lower case, runs of `-`, `_` and `.` as one dash.
    static func normalized(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isSeparator = false
        for byte in name {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
                isSeparator = true
                continue
            }
            if isSeparator, !result.isEmpty { result.append(UInt8(ascii: "-")) }
            isSeparator = false
            result.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
        }
        return result
    }

    // MARK: Node

    private mutating func connect(node package: Int, _ node: inout NodeModules) {
        guard let root = packages[package].root else { return }
        let rows = facts[sources[package].fact].rows
        for relation in rows.relations[rows.packages[sources[package].row].relationRange] {
            guard relation.kind == .depends || relation.kind == .recommends,
                let target = node.package(named: rows.bytes(relation.name), from: root)
            else { continue }
            if relation.kind == .depends {
                hardEdges.add(package, target)
            } else {
                softEdges.add(package, target)
            }
        }
    }

    /// Manifests of applications say what was asked for, and what of it for development only. Where no lockfile
    /// marks packages, what only development needs is found by walking from both.
    private mutating func markApplications(_ node: inout NodeModules) {
        var runtime: [Int] = []
        var development: [Int] = []
        for fact in facts.indices where places[fact] != nil && facts[fact].rows.kind == .npmManifest {
            let rows = facts[fact].rows
            for row in rows.packages where row.flags.contains(.application) {
                guard let directory = places[fact].map({ tree.paths.parent(of: $0) }) else { continue }
                for relation in rows.relations[row.relationRange] {
                    guard let target = node.package(named: rows.bytes(relation.name), from: directory) else { continue }
                    packages[target].requested = true
                    if relation.kind == .develops { development.append(target) } else { runtime.append(target) }
                }
            }
        }
        guard !runtime.isEmpty || !development.isEmpty else { return }
        var hard = hardEdges
        var soft = softEdges
        hard.group(packages: packages.count)
        soft.group(packages: packages.count)
        let graph = DependencyGraph(count: packages.count, hard: hard, soft: soft)
        let needed = graph.closure(of: runtime, includingRecommends: true)
        let developed = graph.closure(of: development, includingRecommends: true)
        for package in packages.indices where packages[package].ecosystem == .npm {
            guard needed[package] || developed[package] else { continue }
            if packages[package].requested == nil { packages[package].requested = false }
            if packages[package].isDevOnly == nil { packages[package].isDevOnly = !needed[package] }
        }
    }
}

extension PackageRow {
    var relationRange: Range<Int> { Int(relations.lowerBound)..<Int(relations.upperBound) }
}
