// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The tools of an image that are real: a name counts for the regular, executable, non-empty file behind it, and a
/// file counts once however many names lead to it. Names that lead to a multi-call program are applets, not tools.
struct FoundTools {
    struct Tool {
        var tool: KnownTool
        var path: PathTable.ID
        var inode: InodeID
    }

    private static let multiCall: Set<String> = [
        "busybox", "busybox.static", "toybox", "coreutils", "uutils", "sbase-box", "box",
    ]

    /// The catalog, to tell a trace that a rule came to a name, also to one that turned out to be none.
    private let files: FileCatalog
    private var found: [Tool] = []

    /// In the order of paths.
    var tools: [Tool] {
        if Trace.current != nil { _ = files.tools }
        return found
    }

    init(tree: ImageTree, files: FileCatalog) {
        self.files = files
        var seen: Set<InodeID> = []
        for candidate in files.tools {
            guard case .found(let path) = tree.resolve(tree.paths.bytes(of: candidate.path)),
                let inode = tree.inode(at: path)
            else { continue }
            let entry = tree.entry(of: inode)
            guard entry.kind == .file, entry.mode & 0o111 != 0, entry.size > 0, !FoundTools.isMultiCall(inode, tree)
            else { continue }
            guard seen.insert(inode).inserted else { continue }
            // The file's own name knows better than a link to it: `cc` may be clang.
            let own = tree.paths.withName(of: path) { ToolTable.match($0) }
            found.append(Tool(tool: ToolTable.tools[Int(own ?? candidate.mark)], path: path, inode: inode))
        }
    }

    static func isMultiCall(_ inode: InodeID, _ tree: ImageTree) -> Bool {
        tree.names(of: inode).prefix(64).contains {
            multiCall.contains(String(decoding: tree.paths.name(of: $0), as: UTF8.self))
        }
    }
}
