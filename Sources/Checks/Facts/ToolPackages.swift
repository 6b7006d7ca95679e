// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import PackageDatabases

/// System packages that are there to build: known by their names, or by a compiler or helper that they own.
struct ToolPackages {
    /// By package: the id of its toolchain; nil for what is no tool.
    let kinds: [String?]

    init(tree: ImageTree, files: FileCatalog, packages: PackageSet) {
        let all = packages.packages
        var kinds = [String?](repeating: nil, count: all.count)
        for (index, package) in all.enumerated() where package.ecosystem.isSystem {
            if let toolchain = ToolTable.toolchain(ofPackage: package.name) {
                kinds[index] = ToolTable.toolchains[toolchain].id
            }
        }
        for tool in FoundTools(tree: tree, files: files).tools
        where tool.tool.role == .compiler || tool.tool.role == .helper {
            // Essential packages hold a helper here and there; they are what the system runs on.
            guard let owner = packages.owner(of: tool.path), all[owner].ecosystem.isSystem, kinds[owner] == nil,
                !all[owner].isEssential
            else { continue }
            kinds[owner] = ToolTable.toolchains[tool.tool.toolchain].id
        }
        self.kinds = kinds
    }

    /// Numbers of the packages that are tools, rising.
    var indices: [Int] { kinds.indices.filter { kinds[$0] != nil } }
}
