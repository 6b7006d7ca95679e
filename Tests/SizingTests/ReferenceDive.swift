// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Dive's steps one by one with dictionaries of paths, slow and plain; only the end of a layer at a whiteout of
/// nothing is left out. Whiteouts of a layer come before its members.
struct ReferenceDive {
    private struct Node {
        var size: Int64 = 0
        var isDirectory = false
    }

    private(set) var wasted: Int64 = 0
    private(set) var score = 1.0

    init(_ layers: [LayerEntries]) {
        var stack: [String: Node] = [:]
        var seen: [String: [Int64]] = [:]
        for layer in layers {
            var nodes: [String: Node] = [:]
            for entry in layer.entries where entry.path != .root {
                nodes[layer.paths.string(of: entry.path)] = Node(
                    size: entry.kind == .file ? entry.size : 0, isDirectory: entry.kind == .directory)
            }
            let whiteouts = Set(layer.whiteouts.filter { $0 != .root }.map { layer.paths.string(of: $0) })
            let opaques = Set(layer.opaques.filter { $0 != .root }.map { layer.paths.string(of: $0) })
            for path in opaques where nodes[path] == nil { nodes[path] = Node() }
            for path in Array(nodes.keys) + whiteouts {
                for parent in ReferenceDive.parents(path) where nodes[parent] == nil { nodes[parent] = Node() }
            }
            let inner = Set((Array(nodes.keys) + whiteouts).compactMap { ReferenceDive.parents($0).first })
            for path in whiteouts {
                var size: Int64 = 0
                if stack[path]?.isDirectory == true {
                    size = stack.filter { $0.key == path || $0.key.hasPrefix(path + "/") }.reduce(0) {
                        $0 + $1.value.size
                    }
                }
                seen[path, default: []].append(size)
            }
            for (path, node) in nodes where !inner.contains(path) { seen[path, default: []].append(node.size) }
            for path in whiteouts { stack = stack.filter { $0.key != path && !$0.key.hasPrefix(path + "/") } }
            for (path, node) in nodes { stack[path] = node }
        }
        let cumulative = seen.values.reduce(0) { $0 + $1.reduce(0, +) }
        let minimum = seen.values.reduce(0) { $0 + ($1.min() ?? 0) }
        wasted = seen.values.reduce(0) { $1.count > 1 ? $0 + $1.reduce(0, +) : $0 }
        if cumulative > 0 { score = Double(minimum) / Double(cumulative) }
    }

    /// The directory, the one above, …, without the root.
    private static func parents(_ path: String) -> [String] {
        var parts = path.split(separator: "/")
        var result: [String] = []
        while parts.count > 1 {
            parts.removeLast()
            result.append("/" + parts.joined(separator: "/"))
        }
        return result
    }
}
