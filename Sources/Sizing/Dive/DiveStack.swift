// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The layers below, stacked as dive does it. Numbers are the image's path numbers; the root is 0.
///
/// Children are doubly linked lists, so that removing a directory costs what is in it and nothing else, and each
/// node knows the bytes of all below it.
struct DiveStack {
    private var nodes: [Node]

    private struct Node {
        var size: Int64 = 0
        /// Its own size and all below it.
        var total: Int64 = 0
        var parent: Int32 = 0
        var firstChild: Int32 = 0
        var next: Int32 = 0
        var previous: Int32 = 0
        var isPresent = false
        var isDirectory = false
    }

    init(count: Int) {
        nodes = [Node](repeating: Node(), count: max(1, count))
        nodes[0].isPresent = true
    }

    /// What dive counts for a whiteout of `path`: all bytes below a directory, nothing for all else.
    func removedSize(_ path: Int32) -> Int64 {
        let node = nodes[Int(path)]
        return node.isPresent && node.isDirectory ? node.total : 0
    }

    /// Makes or changes a node; returns by how much its own size changed. Totals are the caller's.
    mutating func set(_ path: Int32, in parent: Int32, size: Int64, isDirectory: Bool) -> Int64 {
        let index = Int(path)
        if !nodes[index].isPresent {
            let next = nodes[Int(parent)].firstChild
            nodes[index] = Node(parent: parent, next: next, isPresent: true)
            if next != 0 { nodes[Int(next)].previous = path }
            nodes[Int(parent)].firstChild = path
        }
        let change = size - nodes[index].size
        nodes[index].size = size
        nodes[index].isDirectory = isDirectory
        return change
    }

    mutating func addTotal(_ path: Int32, _ change: Int64) {
        nodes[Int(path)].total = nodes[Int(path)].total.addingSaturated(change)
    }

    /// Takes away a node and all below it; costs what is there and the path's depth.
    mutating func remove(_ path: Int32) {
        guard path != 0, nodes[Int(path)].isPresent else { return }
        let node = nodes[Int(path)]
        if node.previous != 0 {
            nodes[Int(node.previous)].next = node.next
        } else {
            nodes[Int(node.parent)].firstChild = node.next
        }
        if node.next != 0 { nodes[Int(node.next)].previous = node.previous }
        var above = node.parent
        while node.total != 0 {
            addTotal(above, -node.total)
            if above == 0 { break }
            above = nodes[Int(above)].parent
        }
        var pending = [path]
        while let next = pending.popLast() {
            var child = nodes[Int(next)].firstChild
            while child != 0 {
                pending.append(child)
                child = nodes[Int(child)].next
            }
            nodes[Int(next)] = Node()
        }
    }
}
