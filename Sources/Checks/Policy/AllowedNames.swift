// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import PackageDatabases

/// An allow-list: names of programs and packages, and paths.
struct AllowedNames {
    private var names: Set<String> = []
    private var globs: [PathGlob] = []

    init(_ entries: [String]) {
        for entry in entries {
            if entry.hasPrefix("/") { globs.append(PathGlob(entry)) } else { names.insert(entry) }
        }
    }

    /// Whether the file's own name, its package's or its path is on the list; `config:Env[NAME]` as a whole.
    func allow(_ path: String, _ id: PathTable.ID?, _ image: ImageFacts) -> Bool {
        if names.contains(path) || names.contains(String(path[path.lastSlash...])) { return true }
        if path.hasPrefix("/"), globs.contains(where: { $0.matches(Array(path.utf8)) }) { return true }
        guard let id, let owner = image.owner(of: id) else { return false }
        return names.contains(owner.name)
    }
}

extension String {
    /// Where the last component begins.
    fileprivate var lastSlash: Index {
        utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.index(after: $0) } ?? startIndex
    }
}
