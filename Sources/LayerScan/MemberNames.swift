// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import LayerTree
internal import PackageDatabases

/// Turns member names into paths: cleans them, knows whiteouts, and remembers the folder it was last in, since a
/// tar lists a folder's files one after the other.
struct MemberNames {
    /// What a member's name stands for.
    enum Place {
        case member(PathTable.ID)
        case whiteout(PathTable.ID)
        case opaque(PathTable.ID)
        /// Left out: a bookkeeping file of aufs, or no name.
        case nothing
    }

    enum Outcome {
        case place(Place)
        case escaped(Place, [UInt8])
        case unnamed
        case tooLong
        case full
    }

    /// The current member's path, cleaned, without a leading slash.
    private var path: [UInt8] = []
    private var folder: [UInt8] = []
    private var folderID = PathTable.ID.root

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")
    /// OCI image-spec, layer.md, «Whiteouts».
    private static let whiteout = Array(".wh.".utf8)
    private static let opaque = Array(".wh..wh..opq".utf8)
    private static let bookkeeping = Array(".wh..wh.".utf8)

    mutating func place(_ name: UnsafeRawBufferPointer, limits: ReadingLimits, in paths: inout PathTable) -> Outcome {
        guard !name.isEmpty else { return .unnamed }
        guard name.count <= limits.pathBytes else { return .tooLong }
        guard paths.hasRoom(for: name.count) else { return .full }
        guard let escapes = clean(name, depth: limits.pathDepth) else { return .tooLong }
        let place = place(in: &paths)
        return escapes ? .escaped(place, Array(name)) : .place(place)
    }

    /// A hard link's target as a path; nil for none. `path` stays the member's.
    mutating func target(_ name: UnsafeRawBufferPointer, limits: ReadingLimits, in paths: inout PathTable) -> PathTable
        .ID?
    {
        guard !name.isEmpty, name.count <= limits.pathBytes, paths.hasRoom(for: name.count) else { return nil }
        return paths.intern(path: name)
    }

    /// What is wanted of the current member's content.
    func role(_ mode: UInt16) -> ContentRole { withPath { ContentRole(path: $0, mode: mode) } }

    func withPath<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { path.withUnsafeBytes(body) }

    /// Fills `path`; returns whether `..` tried to leave the root, nil when there are more than `depth` levels.
    private mutating func clean(_ name: UnsafeRawBufferPointer, depth: Int) -> Bool? {
        path.removeAll(keepingCapacity: true)
        var escapes = false
        var levels = 0
        var start = 0
        while start < name.count {
            var end = start
            while end < name.count, name[end] != MemberNames.slash { end += 1 }
            let count = end - start
            if count == 2, name[start] == MemberNames.dot, name[start + 1] == MemberNames.dot {
                if path.isEmpty {
                    escapes = true
                } else {
                    path.removeSubrange((path.lastIndex(of: MemberNames.slash) ?? 0)...)
                    levels -= 1
                }
            } else if count > 0, !(count == 1 && name[start] == MemberNames.dot) {
                if !path.isEmpty { path.append(MemberNames.slash) }
                path.append(contentsOf: UnsafeRawBufferPointer(rebasing: name[start..<end]))
                levels += 1
                if levels > depth { return nil }
            }
            start = end + 1
        }
        return escapes
    }

    private mutating func place(in paths: inout PathTable) -> Place {
        guard !path.isEmpty else { return .member(.root) }
        let split = path.lastIndex(of: MemberNames.slash)
        let leaf = split.map { $0 + 1 } ?? 0
        let parentCount = split ?? 0
        if folder.count != parentCount || !path.prefix(parentCount).elementsEqual(folder) {
            folder = Array(path.prefix(parentCount))
            folderID = folder.withUnsafeBytes { paths.intern(path: $0) }
        }
        let parent = folderID
        return path.withUnsafeBytes { bytes in
            let name = UnsafeRawBufferPointer(rebasing: bytes[leaf...])
            guard name.starts(with: MemberNames.whiteout) else {
                return isBookkeeping(parentOf: leaf, bytes) ? .nothing : .member(paths.intern(name, in: parent))
            }
            if name.elementsEqual(MemberNames.opaque) { return .opaque(parent) }
            if name.starts(with: MemberNames.bookkeeping) { return .nothing }
            let hidden = UnsafeRawBufferPointer(rebasing: name[MemberNames.whiteout.count...])
            // A bare «.wh.» names nothing.
            return hidden.isEmpty ? .nothing : .whiteout(paths.intern(hidden, in: parent))
        }
    }

    /// aufs keeps its own files under `/.wh..wh.plnk` and the like.
    private func isBookkeeping(parentOf leaf: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
        leaf > 0 && bytes.starts(with: MemberNames.bookkeeping)
    }
}
