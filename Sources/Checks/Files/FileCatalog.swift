// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The live files that rules want, found in one pass over the tree: rules read short lists in place of walking.
///
/// The place and the name of a file decide; nothing is judged here. An ordinary file costs two look-ups of its
/// name. Costs six bytes a path beside the lists.
public struct FileCatalog: Sendable {
    /// One live file (or link) and what marked it.
    struct Candidate: Traceable {
        var path: PathTable.ID
        var inode: InodeID
        /// Into `FileMarks.all`, `DirectoryMarks.marks` or `ToolTable.tools`, as the list says.
        var mark: UInt16
    }

    /// Files below a directory of these zones, by `DirectoryMarks`; the first zone that holds a file has it.
    @Traced("files of version control") private(set) var versionControl: [Candidate]
    @Traced("files of caches") private(set) var caches: [Candidate]
    @Traced("temporary files") private(set) var temporary: [Candidate]
    @Traced("logs") private(set) var logs: [Candidate]
    @Traced("documentation") private(set) var documentation: [Candidate]
    @Traced("files of editors") private(set) var editors: [Candidate]
    @Traced("files of pipelines") private(set) var pipelines: [Candidate]
    /// Files and links in directories of programs whose name is a tool's, by `ToolTable`.
    @Traced("known tools") private(set) var tools: [Candidate]
    /// Files of whole toolchains, headers and static libraries, by `DirectoryMarks` (0: a static library).
    @Traced("files of toolchains") private(set) var toolchains: [Candidate]
    /// Files whose name is known, by `FileMarks`; none of system directories or packages' own.
    @Traced("files known by name") private(set) var marked: [Candidate]
    /// Application files below a directory of tests that no other list holds.
    @Traced("tests") private(set) var tests: [Candidate]

    private let zones: [Zone]
    private let marks: [UInt16]

    init(_ tree: ImageTree) {
        let count = tree.paths.count
        var zones = [Zone](repeating: [], count: count)
        var marks = [UInt16](repeating: 0, count: count)
        for (index, (path, _)) in DirectoryMarks.paths.enumerated() {
            if let id = tree.paths.find(path) { marks[id.index] = UInt16(index + 1) }
        }
        FileCatalog.markDirectories(tree, &zones, &marks)
        self.zones = zones
        self.marks = marks
        tree.forEachLiveFile { path, inode in add(path, inode, tree) }
    }

    /// Parents precede children, so one pass hands down what directories say. Of several marks the outermost one
    /// that names a kind stays.
    private static func markDirectories(_ tree: ImageTree, _ zones: inout [Zone], _ marks: inout [UInt16]) {
        let table = DirectoryMarks.marks
        for index in 1..<max(tree.paths.count, 1) {
            let path = PathTable.ID(rawValue: Int32(index))
            let parent = tree.paths.parent(of: path)
            var mark = marks[index]
            if mark == 0 {
                mark = tree.paths.withName(of: path) { name in
                    if let mark = DirectoryMarks.nameTable[name] { return mark }
                    guard DirectoryMarks.pairNames[name] != nil else { return 0 }
                    return tree.paths.withName(of: parent) { DirectoryMarks.pair($0, name) }
                }
            }
            // A file of that name marks nothing below it.
            zones[index] = zones[parent.index].union(mark == 0 ? [] : table[Int(mark)].zone)
            let inherited = marks[parent.index]
            if inherited != 0 {
                let outer = table[Int(inherited)]
                // A cache inside a toolchain's directory is a cache.
                let isInnerCache = table[Int(mark)].zone.contains(.cache) && !outer.zone.contains(.cache)
                if mark == 0 || !outer.kind.isEmpty && !isInnerCache { mark = inherited }
            }
            marks[index] = mark
        }
    }

    private mutating func add(_ path: PathTable.ID, _ inode: InodeID, _ tree: ImageTree) {
        let entry = tree.entry(of: inode)
        let parent = tree.paths.parent(of: path)
        let zone = zones[parent.index]
        let isFirstName = tree.inodes[inode.index].path == path
        guard entry.kind == .file || entry.kind == .symlink else { return }
        if zone.contains(.programs), entry.kind == .symlink || entry.mode & 0o111 != 0,
            let mark = tree.paths.withName(of: path, { ToolTable.match($0) })
        {
            tools.append(Candidate(path: path, inode: inode, mark: mark))
        }
        guard entry.kind == .file, isFirstName else { return }
        let place = Candidate(path: path, inode: inode, mark: marks[parent.index])
        if zone.contains(.vcs) {
            // What a package brings along is the package's.
            if !zone.contains(.package) { versionControl.append(place) }
            return
        }
        if zone.contains(.cache) { return caches.append(place) }
        if zone.contains(.temporary) { return temporary.append(place) }
        if zone.contains(.log) { return logs.append(place) }
        if zone.contains(.documentation) { return documentation.append(place) }
        if !zone.isDisjoint(with: [.toolchain, .headers]) || marks[parent.index] == FileCatalog.gcc {
            return toolchains.append(place)
        }
        addByName(path, inode, zone, place, tree)
    }

    private static let gcc = UInt16(1 + (DirectoryMarks.paths.firstIndex { $0.0 == "/usr/lib/gcc" } ?? 0))

    private mutating func addByName(
        _ path: PathTable.ID, _ inode: InodeID, _ zone: Zone, _ place: Candidate, _ tree: ImageTree
    ) {
        if zone.contains(.system), zone.isDisjoint(with: .web) {
            let isArchive = tree.paths.withName(of: path) {
                $0.count > 2 && $0[$0.count - 1] == UInt8(ascii: "a") && $0[$0.count - 2] == UInt8(ascii: ".")
            }
            if isArchive { toolchains.append(Candidate(path: path, inode: inode, mark: 0)) }
            return
        }
        guard !zone.contains(.package) else { return }
        if zone.contains(.editor) { return editors.append(place) }
        if zone.contains(.pipeline) { return pipelines.append(place) }
        let mark = tree.paths.withName(of: path) { FileCatalog.mark($0) }
        if let mark {
            marked.append(Candidate(path: path, inode: inode, mark: mark))
        } else if zone.contains(.tests) {
            tests.append(Candidate(path: path, inode: inode, mark: 0))
        }
    }

    /// The mark of a name: as a whole, else by its ending.
    private static func mark(_ name: UnsafeRawBufferPointer) -> UInt16? {
        if let mark = FileMarks.nameTable[name] { return mark }
        if name.count > 1, name[name.count - 1] == UInt8(ascii: "~") { return FileMarks.tilde }
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0, dot + 1 < name.count else { return nil }
        return FileMarks.endingTable[UnsafeRawBufferPointer(rebasing: name[(dot + 1)...])]
    }

    /// What the directories above `path` say.
    func zone(of path: PathTable.ID, in tree: ImageTree) -> Zone { zones[tree.paths.parent(of: path).index] }

    /// The outermost directory above `path` that has its mark: the `.git`, the cache.
    func root(of path: PathTable.ID, in tree: ImageTree) -> PathTable.ID {
        var current = tree.paths.parent(of: path)
        let mark = marks[current.index]
        while current != .root, marks[tree.paths.parent(of: current).index] == mark {
            current = tree.paths.parent(of: current)
        }
        return current
    }
}
