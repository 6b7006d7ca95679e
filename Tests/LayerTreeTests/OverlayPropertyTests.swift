// SPDX-License-Identifier: Apache-2.0
import LayerTree
import TestSupport
import Testing

/// Random layer stacks against the reference overlay.
@Suite struct OverlayPropertyTests {
    static let stacksPerBatch = 1_300

    @Test(arguments: 0..<8) func `Any stack is what the literal rules make of it`(batch: Int) throws {
        for number in 0..<OverlayPropertyTests.stacksPerBatch {
            let seed = UInt64(batch * OverlayPropertyTests.stacksPerBatch + number)
            var random = SeededGenerator(seed: seed)
            let sketches = OverlayPropertyTests.randomStack(&random)
            let tree = try ImageTree(layers: sketches.map(\.entries))
            let reference = ReferenceOverlay(sketches)
            let difference = OverlayPropertyTests.difference(tree, reference, layerCount: sketches.count)
            if let difference {
                Issue.record("seed \(seed): \(difference)\n\(sketches.map(\.lines))")
                return
            }
        }
    }

    // MARK: Comparison

    /// What the tree gets wrong first; nil when nothing.
    static func difference(_ tree: ImageTree, _ reference: ReferenceOverlay, layerCount: Int) -> String? {
        differenceInPaths(tree, reference) ?? differenceInCopies(tree, reference)
            ?? differenceInSums(tree, reference, layerCount) ?? differenceInSquashed(tree, reference)
    }

    private static func differenceInPaths(_ tree: ImageTree, _ reference: ReferenceOverlay) -> String? {
        var livePaths = 0
        for index in 0..<Int32(tree.paths.count) {
            let path = PathTable.ID(rawValue: index)
            let text = String(tree.text(path).dropFirst())
            let node = reference.tree[text]
            if tree.isLive(at: path) { livePaths += 1 }
            guard tree.isLive(at: path) == (node != nil) else { return "/\(text): live \(tree.isLive(at: path))" }
            switch node {
            case nil:
                guard tree.kind(at: path) == nil, tree.children(of: path).isEmpty else { return "/\(text): absent" }
            case .file(let copy):
                guard let inode = tree.inode(at: path), tree.kind(at: path) == copy.kind,
                    reference.copies[inode.index] === copy, tree.children(of: path).isEmpty
                else { return "/\(text): not the right file" }
            case .directory(let layer, let entry):
                guard tree.inode(at: path) == nil, tree.kind(at: path) == .directory else {
                    return "/\(text): no directory"
                }
                let origin = tree.directoryOrigin(at: path)
                guard (origin?.layer ?? -1) == layer, (origin?.entry ?? -1) == entry,
                    tree.directoryEntry(at: path)?.kind == (layer < 0 ? nil : .directory)
                else { return "/\(text): attributes from \(String(describing: origin))" }
                let prefix = text.isEmpty ? "" : text + "/"
                let expected = reference.tree.keys.filter {
                    !$0.isEmpty && $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("/")
                }
                let children = tree.children(of: path).map { String(tree.text($0).dropFirst()) }
                guard children == expected.sorted() else { return "/\(text): children \(children)" }
            }
        }
        return livePaths == reference.tree.count ? nil : "\(livePaths) live paths"
    }

    private static func differenceInCopies(_ tree: ImageTree, _ reference: ReferenceOverlay) -> String? {
        guard tree.inodes.count == reference.copies.count else { return "\(tree.inodes.count) inodes" }
        var visits = [Int](repeating: 0, count: tree.inodes.count)
        tree.forEachLiveFile { path, inode in
            if tree.inode(at: path) == inode { visits[inode.index] += 1 }
        }
        for (index, copy) in reference.copies.enumerated() {
            let inode = tree.inodes[index]
            let names = tree.names(of: InodeID(rawValue: Int32(index))).map { String(tree.text($0).dropFirst()) }
            let path = String(tree.text(inode.path).dropFirst())
            let pathIsRight = copy.names.isEmpty ? copy.diedUnder.contains(path) : copy.names[0] == path
            guard Int(inode.layer) == copy.layer, Int(inode.entry) == copy.entry, inode.fate == copy.fate,
                Int(inode.removedIn) == copy.removedIn, inode.isMetadataOnly == copy.metadataOnly,
                tree.inode(layer: copy.layer, entry: copy.entry)?.index == index,
                names == copy.names, Int(inode.names) == names.count, visits[index] == names.count, pathIsRight
            else { return "inode \(index): \(inode) \(path) \(names), not \(copy.fate) \(copy.names)" }
        }
        let notes = tree.notes.map { "\($0.code) \($0.layer) \(tree.text($0.path))" }
        return notes.sorted() == reference.notes.sorted() ? nil : "notes \(notes), not \(reference.notes)"
    }

    private static func differenceInSums(
        _ tree: ImageTree, _ reference: ReferenceOverlay, _ layerCount: Int
    ) -> String? {
        guard tree.isBalanced, tree.layerCount == layerCount else { return "not balanced: \(tree.totals)" }
        let files = reference.copies.filter { $0.kind == .file }
        for layer in 0..<layerCount {
            let own = files.filter { $0.layer == layer }
            let totals = tree.layerTotals[layer]
            guard totals.files == own.count, totals.size == own.reduce(0, { $0 + $1.size }),
                totals.live == own.reduce(0, { $0 + ($1.fate == .live ? $1.size : 0) }),
                totals.deadFiles == own.count(where: { $0.fate != .live }),
                totals.entries == tree.layers[layer].entries.count,
                tree.inodes(of: layer).allSatisfy({ tree.inodes[$0].layer == layer }),
                tree.inodes(of: layer).count == reference.copies.count(where: { $0.layer == layer })
            else { return "layer \(layer): \(totals)" }
            for removedIn in 0..<layerCount {
                for fate in [Fate.overwritten, .deleted] {
                    let gone = own.filter { $0.removedIn == removedIn && $0.fate == fate }
                    let dead = tree.dead(of: layer, removedIn: removedIn, fate: fate)
                    guard dead.bytes == gone.reduce(0, { $0 + $1.size }), dead.files == gone.count else {
                        return "layer \(layer) \(fate) in \(removedIn): \(dead)"
                    }
                }
            }
        }
        var groups: [String: Int] = [:]
        for copy in files where copy.fate == .live && copy.size > 0 && copy.content != 0 {
            groups["\(copy.content) \(copy.size)", default: 0] += 1
        }
        let expected = groups.filter { $0.value > 1 }
        let duplicates = tree.duplicates()
        for group in duplicates where expected["\(group.hash.high) \(group.size)"] != group.inodes.count {
            return "duplicates \(group)"
        }
        return duplicates.count == expected.count ? nil : "\(duplicates.count) groups of duplicates"
    }

    private static func differenceInSquashed(_ tree: ImageTree, _ reference: ReferenceOverlay) -> String? {
        guard let squashed = try? ImageTree(layers: [tree.squashed()]) else { return "squashing failed" }
        guard squashed.totals.dead == 0, squashed.totals.live == tree.totals.live, squashed.notes.isEmpty,
            squashed.inodes.allSatisfy(\.isLive), squashed.listing == tree.listing
        else { return "squashed: \(squashed.totals) \(squashed.notes) \(squashed.listing)" }
        for inode in squashed.inodes.indices {
            let names = squashed.names(of: InodeID(rawValue: Int32(inode))).map { squashed.text($0).dropFirst() }
            let copy = reference.tree[String(names[0])]?.copy
            guard let copy, Set(copy.names) == Set(names.map(String.init)) else { return "squashed: names \(names)" }
        }
        return nil
    }

    // MARK: Generation

    /// Few names, so that everything meets everything.
    static func randomStack(_ random: inout SeededGenerator) -> [LayerSketch] {
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
            LayerSketch((0..<Int.random(in: 0...11, using: &random)).map { _ in randomLine(&random) })
        }
    }

    private static func randomPath(_ random: inout SeededGenerator) -> String {
        let names = ["a", "b", "c"]
        return (0..<Int.random(in: 1...3, using: &random))
            .map { _ in names[Int.random(in: 0..<names.count, using: &random)] }
            .joined(separator: "/")
    }

    private static func randomLine(_ random: inout SeededGenerator) -> LayerSketch.Line {
        let path = randomPath(&random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8:
            let content = UInt64.random(in: 0...3, using: &random)
            return .file(path, Int64.random(in: 0...2, using: &random) * 10, content: content)
        case 8..<11: return .directory(path)
        case 11: return .symlink(path, to: randomPath(&random))
        case 12: return .device(path)
        case 13..<16: return .hardLink(path, to: randomPath(&random))
        case 16..<19: return .whiteout(path)
        default: return .opaque(Bool.random(using: &random) ? path : "")
        }
    }
}
