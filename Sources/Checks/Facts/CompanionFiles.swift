// SPDX-License-Identifier: Apache-2.0
internal import LayerTree
internal import PackageDatabases

/// Files that come and go with a package although no list names them: what dpkg keeps about it under
/// `/var/lib/dpkg/info`, and the byte code that Python compiles when it is installed. They are never counted to the
/// package's own bytes, which are those of its list.
struct CompanionFiles {
    private let tree: ImageTree
    private let packages: PackageSet
    /// `/var/lib/dpkg/info`; nil when there is none.
    private let records: PathTable.ID?
    /// Packages of dpkg by name, and by `name:architecture` where several have one.
    private var numbers: [String: Int] = [:]

    private static let cache = Array("__pycache__".utf8)
    private static let source = Array(".py".utf8)
    private static let compiled = Array(".pyc".utf8)

    init(tree: ImageTree, packages: PackageSet) {
        self.tree = tree
        self.packages = packages
        records = tree.find("/var/lib/dpkg/info")
        guard records != nil else { return }
        for (index, package) in packages.packages.enumerated() where package.ecosystem == .dpkg {
            numbers[package.name] = index
            numbers["\(package.name):\(package.architecture)"] = index
        }
    }

    /// The package that a live file without an owner goes with; nil for most.
    func package(of path: PathTable.ID) -> Int? {
        let parent = tree.paths.parent(of: path)
        if parent == records { return ofRecord(path) }
        let isCached = tree.paths.withName(of: parent) { $0.elementsEqual(CompanionFiles.cache) }
        return isCached ? ofByteCode(path, below: tree.paths.parent(of: parent)) : nil
    }

    /// `libc6:amd64.list`, `git.postinst`.
    private func ofRecord(_ path: PathTable.ID) -> Int? {
        let name = tree.paths.name(of: path)
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return numbers[String(decoding: name[..<dot], as: UTF8.self)]
    }

    /// `__pycache__/os.cpython-311.pyc` goes with `os.py`.
    private func ofByteCode(_ path: PathTable.ID, below folder: PathTable.ID) -> Int? {
        let name = tree.paths.name(of: path)
        guard name.suffix(CompanionFiles.compiled.count).elementsEqual(CompanionFiles.compiled),
            let dot = name.firstIndex(of: UInt8(ascii: "."))
        else { return nil }
        let source = name[..<dot] + CompanionFiles.source
        return source.withUnsafeBytes { tree.paths.find($0, in: folder) }.flatMap { packages.owner(of: $0) }
    }
}
