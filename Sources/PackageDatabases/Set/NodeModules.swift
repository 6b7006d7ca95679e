// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Finds packages as Node.js does (its documentation, «Loading from node_modules folders»): in `node_modules` of
/// the directory and of each one above, links followed.
struct NodeModules {
    private let tree: ImageTree
    private let roots: [Int32]
    private static let folder = Array("node_modules".utf8)
    /// Where links in these folders lead, -1 for nowhere: many packages ask for the same ones.
    private var linked: [PathTable.ID: Int32] = [:]
    /// Following links costs up to forty texts, and going up a tree is a step a directory; a hostile list of needs must
    /// not ask for either without end.
    private var resolutionsLeft = 200_000
    private var stepsLeft = 50_000_000

    init(_ builder: PackageSetBuilder) {
        tree = builder.tree
        roots = builder.roots
    }

    /// The package that `require(name)` loads from a file in `directory`; nil when there is none. Looks at 64
    /// directories at most.
    mutating func package(named name: ArraySlice<UInt8>, from directory: PathTable.ID) -> Int? {
        var directory = directory
        for _ in 0..<64 where stepsLeft > 0 {
            stepsLeft -= 1
            if let package = package(named: name, in: directory) { return package }
            if directory == .root { return nil }
            directory = tree.paths.parent(of: directory)
        }
        return nil
    }

    private mutating func package(named name: ArraySlice<UInt8>, in directory: PathTable.ID) -> Int? {
        let isFolder = tree.paths.withName(of: directory) { $0.elementsEqual(NodeModules.folder) }
        if isFolder { return nil }
        guard let folder = NodeModules.folder.withUnsafeBytes({ tree.paths.find($0, in: directory) }),
            tree.isLive(at: folder)
        else { return nil }
        // A scope is a directory of its own: two components at most.
        var path = folder
        for part in name.split(separator: UInt8(ascii: "/"), maxSplits: 1) {
            guard let next = part.withUnsafeBytes({ tree.paths.find($0, in: path) }), tree.isLive(at: next) else {
                return nil
            }
            path = next
        }
        if roots[path.index] > 0 { return Int(roots[path.index]) - 1 }
        guard tree.kind(at: path) == .symlink else { return nil }
        let package = linked[path] ?? follow(path)
        return package < 0 ? nil : Int(package)
    }

    private mutating func follow(_ link: PathTable.ID) -> Int32 {
        guard resolutionsLeft > 0 else { return -1 }
        resolutionsLeft -= 1
        var package: Int32 = -1
        if case .found(let target) = tree.resolve(tree.paths.bytes(of: link)) { package = roots[target.index] - 1 }
        linked[link] = package
        return package
    }
}
