// SPDX-License-Identifier: Apache-2.0
internal import LayerScan
internal import LayerTree
internal import PackageDatabases

/// The shared libraries that what stays in the image loads, by what ELF files ask for (DT_NEEDED), to the end of the
/// chain. Package records do not tell that an application's own program needs `libpq5`: it came with `libpq-dev`, and
/// stays when that goes.
///
/// Followed are the programs of the entry chain, and every program and library that no system package owns, be it the
/// application's own or in a package of its language. What a program opens while it runs (`dlopen`) is not seen.
struct LoadedLibraries {
    /// Live files that are loaded and the links on the way to them, by rising path number.
    let paths: [PathTable.ID]

    private static let directories: Set<[UInt8]> = Set(
        [
            "lib", "lib32", "lib64", "libx32", "usr/lib", "usr/lib32", "usr/lib64", "usr/libx32", "usr/local/lib",
            "usr/local/lib64",
        ].map { Array($0.utf8) })

    init(tree: ImageTree, facts: [LayerFacts], files: FileCatalog, packages: PackageSet, entry: EntryChain) {
        var search = Search(tree: tree, facts: facts)
        guard search.hasLibraries else {
            paths = []
            return
        }
        for path in entry.files { search.add(path) }
        let all = packages.packages
        for (layer, fact) in facts.enumerated() {
            for library in fact.libraries {
                guard let inode = tree.inode(layer: layer, entry: Int(library.entry)),
                    tree.inodes[inode.index].isLive
                else { continue }
                let path = tree.inodes[inode.index].path
                if let owner = packages.owner(of: path) {
                    if all[owner].ecosystem.isSystem || all[owner].isDevOnly == true { continue }
                } else if !files.zone(of: path, in: tree).isDisjoint(with: [.toolchain, .cache, .temporary, .tests]) {
                    continue
                }
                search.add(path)
            }
        }
        search.run()
        paths = search.seen.sorted { $0.rawValue < $1.rawValue }
    }

    /// True for a directory that the loader looks into without being told, or one right below it (`x86_64-linux-gnu`).
    private static func isDefault(_ directory: PathTable.ID, _ tree: ImageTree) -> Bool {
        directories.contains(Array(tree.paths.bytes(of: directory).drop { $0 == UInt8(ascii: "/") }))
            || directory != .root
                && directories.contains(
                    Array(tree.paths.bytes(of: tree.paths.parent(of: directory)).drop { $0 == UInt8(ascii: "/") }))
    }

    /// Each file is looked at once, each name looked up once a file.
    private struct Search {
        let tree: ImageTree
        let facts: [LayerFacts]
        /// Live files and links by name and directory, libraries alone.
        private var named: [[UInt8]: [PathTable.ID: PathTable.ID]] = [:]
        /// Names that a file asked for which has none beside it: what the loader's directories hold was added.
        private var spread: Set<[UInt8]> = []
        private(set) var seen: Set<PathTable.ID> = []
        private var pending: [PathTable.ID] = []

        init(tree: ImageTree, facts: [LayerFacts]) {
            self.tree = tree
            self.facts = facts
            guard hasLibraries else { return }
            var wanted: Set<[UInt8]> = []
            for fact in facts {
                for library in fact.libraries { wanted.formUnion(library.names) }
            }
            tree.forEachLiveFile { path, _ in
                tree.paths.withName(of: path) { name in
                    // Nobody asks for most names, and few are short enough to be asked for.
                    guard name.count > 3, name.contains(UInt8(ascii: ".")), LoadedLibraries.mayBeLibrary(name) else {
                        return
                    }
                    let name = Array(name)
                    if wanted.contains(name) { named[name, default: [:]][tree.paths.parent(of: path)] = path }
                }
            }
        }

        var hasLibraries: Bool { facts.contains { !$0.libraries.isEmpty } }

        mutating func add(_ path: PathTable.ID) {
            if seen.insert(path).inserted { pending.append(path) }
        }

        mutating func run() {
            while let path = pending.popLast() {
                var file = path
                if tree.inode(at: path).flatMap({ tree.symlinkText(of: $0) }) != nil {
                    guard case .found(let target) = tree.resolve(tree.paths.bytes(of: path)) else { continue }
                    file = target
                    seen.insert(target)
                }
                for name in needs(of: file) { load(name, for: file) }
            }
        }

        private func needs(of path: PathTable.ID) -> [[UInt8]] {
            guard let inode = tree.inode(at: path) else { return [] }
            let (layer, entry) = (Int(tree.inodes[inode.index].layer), tree.inodes[inode.index].entry)
            let libraries = facts[layer].libraries
            var low = 0
            var high = libraries.count
            while low < high {
                let middle = (low + high) / 2
                if libraries[middle].entry < entry { low = middle + 1 } else { high = middle }
            }
            return low < libraries.count && libraries[low].entry == entry ? libraries[low].names : []
        }

        /// The file's own directory (`$ORIGIN`) is asked first, then the loader's, then any: which one a program's
        /// RUNPATH or `ld.so.conf` leads to is not known, and one too many stays rather than one too few.
        private mutating func load(_ name: [UInt8], for file: PathTable.ID) {
            let name = name.lastIndex(of: UInt8(ascii: "/")).map { Array(name[($0 + 1)...]) } ?? name
            guard let candidates = named[name] else { return }
            if let own = candidates[tree.paths.parent(of: file)] { return add(own) }
            guard spread.insert(name).inserted else { return }
            let standard = candidates.filter { LoadedLibraries.isDefault($0.key, tree) }
            for candidate in (standard.isEmpty ? candidates : standard).values { add(candidate) }
        }
    }

    /// A name with `.so` in it.
    private static func mayBeLibrary(_ name: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<(name.count - 2)
        where name[index] == UInt8(ascii: ".") && name[index + 1] == UInt8(ascii: "s")
            && name[index + 2] == UInt8(ascii: "o")
        {
            return true
        }
        return false
    }
}
