// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// Adds up what belongs to each toolchain in each layer: programs, files of packages, whole directories, headers and
/// static libraries, and the packages that nothing but tools needs.
struct ToolTally {
    struct Group {
        /// `kind` is the toolchain's id.
        var files: GatheredFiles
        /// Programs by name.
        var names: [String] = []
        /// Packages, largest first.
        var packages: [String] = []
        var hasCompiler = false
    }

    /// The kind of packages that came only for tools.
    static let orphans = "orphaned-dependency"
    /// The kind of packages that nothing needs and that something which stays merely recommends.
    static let recommended = "recommended-package"

    private let image: ImageFacts
    private let found: FoundTools
    private var gathering = Gathering()
    /// By toolchain: programs found.
    private var names: [String: [(layer: Int, name: String, isCompiler: Bool)]] = [:]
    private var packages: [String: [(layer: Int, name: String, bytes: Int64)]] = [:]
    private(set) var groups: [Group] = []

    init(_ image: ImageFacts) {
        self.image = image
        found = image.foundTools
    }

    mutating func gather() {
        gatherPrograms()
        gatherPackages()
        gatherDirectories()
        var merged: [String: Group] = [:]
        var order: [String] = []
        for files in gathering.sorted {
            let isBase = image.isBase(layer: files.layer)
            // The base is told once, whatever layers it has.
            let key = isBase ? files.kind : files.kind + " \(files.layer)"
            if merged[key] == nil { order.append(key) }
            var group = merged[key] ?? Group(files: GatheredFiles(kind: files.kind, layer: files.layer))
            if files.bytes > group.files.bytes { group.files.layer = files.layer }
            group.files.files += files.files
            group.files.bytes += files.bytes
            for name in names[files.kind] ?? [] where name.layer == files.layer {
                // Two files of one program, such as a library's own copy, are one name.
                if !group.names.contains(name.name) { group.names.append(name.name) }
                if name.isCompiler { group.hasCompiler = true }
            }
            for package in (packages[files.kind] ?? []).sorted(by: { ($1.bytes, $0.name) < ($0.bytes, $1.name) })
            where package.layer == files.layer {
                group.packages.append(package.name)
            }
            merged[key] = group
        }
        groups = order.compactMap { merged[$0] }
        attachHeaders()
    }

    private mutating func gatherPrograms() {
        for tool in found.tools where tool.tool.role == .compiler || tool.tool.role == .helper {
            // A helper of what runs, or of what something else needs: a Java runtime brings a packager along.
            if tool.tool.role == .helper, let owner = image.packages.owner(of: tool.path),
                image.keep.reasons[owner] == .runs || image.keep.reasons[owner].stays && isNoTool(owner)
            {
                continue
            }
            let id = ToolTable.toolchains[tool.tool.toolchain].id
            gathering.add(id, tool.path, tool.inode, image)
            names[id, default: []].append(
                (image.tree.layer(of: tool.inode), tool.tool.name, tool.tool.role == .compiler))
        }
    }

    /// A package of an app layer that helpers alone make no tool.
    private func isNoTool(_ package: Int) -> Bool {
        let owner = image.packages.packages[package]
        guard !image.isBase(layer: owner.layer), !owner.isEssential else { return false }
        return image.tools.isSuspect[package] || image.tools.kinds[package] == nil
    }

    private mutating func gatherPackages() {
        // Once: what is reached through `self` while `self` changes is copied for each file.
        let image = image
        let all = image.packages.packages
        var kinds = image.tools.kinds
        for (index, reason) in image.keep.reasons.enumerated() where all[index].ecosystem.isSystem {
            switch reason {
            case .orphan: kinds[index] = ToolTally.orphans
            case .recommended: kinds[index] = ToolTally.recommended
            // What runs is no tool, whatever it is called.
            case .runs: kinds[index] = nil
            case .tool: break
            default: if image.tools.isSuspect[index] { kinds[index] = nil }
            }
        }
        guard kinds.contains(where: { $0 != nil }) else { return }
        let companions = CompanionFiles(tree: image.tree, packages: image.packages)
        image.tree.forEachLiveFile { path, inode in
            if let owner = image.packages.owner(of: path) ?? companions.package(of: path), let kind = kinds[owner] {
                gathering.add(kind, path, inode, image)
            }
        }
        for (index, kind) in kinds.enumerated() {
            guard let kind else { continue }
            packages[kind, default: []].append((all[index].layer, all[index].name, all[index].bytes))
        }
    }

    /// The toolchain of a directory's mark: its own name but for the SDK's.
    private static func toolchain(_ mark: String) -> String {
        mark == "dotnet" ? "dotnet-sdk" : mark.isEmpty ? "headers" : mark
    }

    private mutating func gatherDirectories() {
        for file in image.files.toolchains where image.packages.owner(of: file.path) == nil {
            let kind = DirectoryMarks.marks[Int(file.mark)].kind
            gathering.add(ToolTally.toolchain(kind), file.path, file.inode, image)
            // An SDK's compiler is a library that the runtime loads.
            if kind == "dotnet", image.tree.paths.name(of: file.path).elementsEqual("csc.dll".utf8) {
                names["dotnet-sdk", default: []].append((image.tree.layer(of: file.inode), "csc", true))
            }
        }
    }

    /// Headers and static libraries count to the C compiler of their layer; without one they stand alone.
    private mutating func attachHeaders() {
        for (index, group) in groups.enumerated().reversed() where group.files.kind == "headers" {
            let compiler = groups.firstIndex {
                ($0.files.kind == "gcc" || $0.files.kind == "clang") && $0.hasCompiler
                    && image.isBase(layer: $0.files.layer) == image.isBase(layer: group.files.layer)
                    && (image.isBase(layer: group.files.layer) || $0.files.layer == group.files.layer)
            }
            guard let compiler else { continue }
            groups[compiler].files.files += group.files.files
            groups[compiler].files.bytes += group.files.bytes
            groups[compiler].packages += group.packages
            groups.remove(at: index)
        }
    }
}
