// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// The overlay's rules applied literally to a dictionary of path strings: slow, and easy to believe.
struct ReferenceOverlay {
    final class Copy {
        let layer: Int
        let entry: Int
        let kind: EntryKind
        let size: Int64
        let content: UInt64
        var names: [String] = []
        var fate = Fate.live
        var removedIn = -1
        var metadataOnly = false
        /// The names that went when the last one did.
        var diedUnder: Set<String> = []

        init(layer: Int, entry: Int, kind: EntryKind, size: Int64, content: UInt64) {
            self.layer = layer
            self.entry = entry
            self.kind = kind
            self.size = size
            self.content = content
        }
    }

    enum Node {
        case directory(layer: Int, entry: Int)
        case file(Copy)

        var copy: Copy? { if case .file(let copy) = self { copy } else { nil } }
    }

    static var implicit: Node { .directory(layer: -1, entry: -1) }

    var tree: [String: Node] = ["": ReferenceOverlay.implicit]
    var copies: [Copy] = []
    var notes: [String] = []

    init(_ sketches: [LayerSketch]) {
        for (layer, sketch) in sketches.enumerated() { apply(sketch, layer) }
    }

    private mutating func apply(_ sketch: LayerSketch, _ layer: Int) {
        let before = tree
        for case .whiteout(let path) in sketch.lines {
            if before[path] == nil { notes.append("whiteoutOfMissingPath \(layer) /\(path)") }
            remove(tree.keys.filter { $0 == path || $0.hasPrefix(path + "/") }, .deleted, layer)
        }
        for case .opaque(let path) in sketch.lines {
            guard let node = tree[path], node.copy == nil else { continue }
            remove(tree.keys.filter { isBelow($0, path) }, .deleted, layer)
        }
        var whitedOut: [String: Copy] = [:]
        for (path, node) in before where tree[path] == nil { whitedOut[path] = node.copy }

        var entry = 0
        for line in sketch.lines {
            switch line {
            case .whiteout, .opaque: continue
            case .file(let path, let size, let content, _):
                let copy = Copy(layer: layer, entry: entry, kind: .file, size: size, content: content)
                if let old = tree[path]?.copy, old.layer < layer, old.kind == .file, content != 0,
                    old.content == content, old.size == size
                {
                    copy.metadataOnly = true
                }
                bring(copy, path, layer)
            case .symlink(let path, _):
                bring(Copy(layer: layer, entry: entry, kind: .symlink, size: 0, content: 0), path, layer)
            case .device(let path):
                bring(Copy(layer: layer, entry: entry, kind: .characterDevice, size: 0, content: 0), path, layer)
            case .directory(let path, _):
                if tree[path]?.copy != nil { remove([path], .overwritten, layer) }
                makeParents(path, layer)
                tree[path] = .directory(layer: layer, entry: entry)
            case .hardLink(let path, let target):
                let found = tree[target] == nil ? whitedOut[target] : tree[target]?.copy
                if let copy = found {
                    if copy.names.contains(path) { break }
                    put(copy, path, layer)
                    copy.fate = .live
                    copy.removedIn = -1
                } else {
                    notes.append("danglingHardLink \(layer) /\(path)")
                }
            }
            entry += 1
        }
    }

    private func isBelow(_ path: String, _ directory: String) -> Bool {
        directory.isEmpty ? !path.isEmpty : path.hasPrefix(directory + "/")
    }

    private mutating func bring(_ copy: Copy, _ path: String, _ layer: Int) {
        copies.append(copy)
        put(copy, path, layer)
    }

    private mutating func put(_ copy: Copy, _ path: String, _ layer: Int) {
        makeParents(path, layer)
        if tree[path]?.copy != nil {
            remove([path], .overwritten, layer)
        } else if tree[path] != nil {
            remove(tree.keys.filter { $0 == path || isBelow($0, path) }, .deleted, layer)
        }
        tree[path] = .file(copy)
        copy.names.append(path)
    }

    private mutating func makeParents(_ path: String, _ layer: Int) {
        let components = path.split(separator: "/")
        for count in 1..<max(components.count, 1) {
            let parent = components[..<count].joined(separator: "/")
            if tree[parent]?.copy != nil { remove([parent], .overwritten, layer) }
            if tree[parent] == nil { tree[parent] = ReferenceOverlay.implicit }
        }
    }

    private mutating func remove(_ paths: [String], _ fate: Fate, _ layer: Int) {
        var touched: [Copy] = []
        for path in paths {
            guard let copy = tree.removeValue(forKey: path)?.copy else { continue }
            copy.names.removeAll { $0 == path }
            touched.append(copy)
            copy.diedUnder.insert(path)
        }
        for copy in touched {
            if copy.names.isEmpty {
                copy.fate = fate
                copy.removedIn = layer
            } else {
                copy.diedUnder = []
            }
        }
    }
}
