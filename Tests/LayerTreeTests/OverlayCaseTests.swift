// SPDX-License-Identifier: Apache-2.0
import LayerTree
import Testing

/// Small images whose answer is known.
@Suite struct OverlayCaseTests {
    @Test func `A chown layer doubles a directory`() throws {
        let tree = try ImageTree(
            [.directory("app"), .file("app/a", 100, content: 1), .file("app/b", 50, content: 2)],
            [.directory("app"), .file("app/a", 100, content: 1), .file("app/b", 50, content: 2)])
        #expect(tree.totals.size == 300)
        #expect(tree.totals.live == 150)
        #expect(tree.layerTotals[0].dead == 150)
        #expect(tree.layerTotals[1].dead == 0)
        #expect(tree.dead(of: 0, removedIn: 1, fate: .overwritten).bytes == 150)
        #expect(tree.inodes.map(\.isMetadataOnly) == [false, false, true, true])
        #expect(tree.inodes.map(\.fate) == [.overwritten, .overwritten, .live, .live])
        #expect(tree.directoryOrigin(at: try tree.id("app"))?.layer == 1)
        #expect(tree.duplicates().isEmpty)
    }

    @Test func `An edit is no metadata-only copy, nor is a repeat in one tar`() throws {
        let tree = try ImageTree(
            [.file("a", 100, content: 1), .file("b", 7, content: 2)],
            [.file("a", 100, content: 3), .file("c", 7, content: 2), .file("c", 7, content: 2)])
        #expect(tree.inodes.allSatisfy { !$0.isMetadataOnly })
        #expect(tree.inodes[3].fate == .overwritten)
        #expect(tree.inodes[3].removedIn == 1)
        #expect(tree.dead(of: 1, removedIn: 1).bytes == 7)
    }

    @Test func `What is removed later still ships`() throws {
        let tree = try ImageTree(
            [.directory("var/cache"), .file("var/cache/x/1", 10), .file("var/cache/x/2", 20), .file("keep", 1)],
            [], [.whiteout("var/cache")])
        #expect(tree.totals.live == 1)
        #expect(tree.dead(of: 0, removedIn: 2, fate: .deleted) == (30, 2))
        #expect(tree.inodes[0].removedIn == 2)
        #expect(tree.text(tree.inodes[0].path) == "/var/cache/x/1")
        #expect(tree.listing == ["directory /var", "file /keep"])
        #expect(tree.notes.isEmpty)
    }

    @Test func `An opaque directory hides what was below and keeps its own, in any order`() throws {
        for lines: [LayerSketch.Line] in [
            [.directory("d"), .opaque("d"), .file("d/new", 3)], [.directory("d"), .file("d/new", 3), .opaque("d")],
        ] {
            let tree = try ImageTree([.directory("d"), .file("d/old", 10), .file("d/e/old", 20)], LayerSketch(lines))
            #expect(tree.listing == ["directory /d", "file /d/new"])
            #expect(tree.dead(of: 0, removedIn: 1, fate: .deleted) == (30, 2))
            #expect(tree.notes.isEmpty)
        }
    }

    @Test func `A move between layers keeps one copy`() throws {
        let tree = try ImageTree(
            [.file("old/x", 100, content: 1)], [.whiteout("old/x"), .file("new/x", 100, content: 1)])
        #expect(tree.totals.size == 200)
        #expect(tree.totals.live == 100)
        #expect(tree.inodes.map(\.fate) == [.deleted, .live])
        #expect(tree.listing == ["directory /old", "directory /new", "file /new/x"])
    }

    @Test func `A whiteout hides lower layers only, wherever it stands`() throws {
        let tree = try ImageTree([.file("x", 5)], [.file("x", 6), .whiteout("x"), .file("y", 1)])
        #expect(tree.inodes.map(\.fate) == [.deleted, .live, .live])
        #expect(tree.totals.live == 7)
    }

    @Test func `A whiteout of nothing is a note`() throws {
        let tree = try ImageTree([.file("a/x", 5), .whiteout("gone")], [.whiteout("a/x"), .whiteout("a")])
        #expect(tree.notes.map(\.code) == [.whiteoutOfMissingPath])
        #expect(tree.notes.map { tree.text($0.path) } == ["/gone"])
        #expect(tree.notes.map(\.layer) == [0])
    }

    @Test func `A hard link into a lower layer joins its inode and costs nothing`() throws {
        let tree = try ImageTree([.file("a", 10)], [.hardLink("b", to: "a")], [.whiteout("a")])
        #expect(tree.inodes.count == 1)
        #expect(tree.totals.files == 1)
        #expect(tree.totals.size == 10)
        #expect(tree.totals.live == 10)
        #expect(tree.totals.entries == 2)
        #expect(tree.text(tree.inodes[0].path) == "/b")
        #expect(tree.kind(at: try tree.id("b")) == .file)
        #expect(tree.names(of: InodeID(rawValue: 0)).map(tree.text) == ["/b"])
    }

    @Test func `A file dies with its last name`() throws {
        let tree = try ImageTree(
            [.file("a", 10), .hardLink("b", to: "a"), .hardLink("c", to: "b")], [.whiteout("a")],
            [.whiteout("b")], [.file("c", 1)])
        #expect(tree.inodes[0].fate == .overwritten)
        #expect(tree.inodes[0].removedIn == 3)
        #expect(tree.text(tree.inodes[0].path) == "/c")
        #expect(tree.names(of: InodeID(rawValue: 0)).isEmpty)
    }

    @Test func `A name that comes back comes last`() throws {
        let base: LayerSketch = [.file("a", 10), .hardLink("b", to: "a"), .hardLink("c", to: "a")]
        let link = try ImageTree(base, [.whiteout("b")], [.hardLink("b", to: "c")])
        #expect(link.names(of: InodeID(rawValue: 0)).map(link.text) == ["/a", "/c", "/b"])
        let first = try ImageTree(base, [.whiteout("a")], [.hardLink("a", to: "c")])
        #expect(first.names(of: InodeID(rawValue: 0)).map(first.text) == ["/b", "/c", "/a"])
        #expect(first.text(first.inodes[0].path) == "/b")
    }

    @Test func `A link revives what its own layer whited out`() throws {
        let tree = try ImageTree(
            [.file("d/a", 10), .file("d/b", 20)], [.whiteout("d"), .hardLink("moved", to: "d/a")])
        #expect(tree.inodes.map(\.fate) == [.live, .deleted])
        #expect(tree.totals.live == 10)
        #expect(tree.names(of: InodeID(rawValue: 0)).map(tree.text) == ["/moved"])
        let late = try ImageTree([.file("a", 10)], [.whiteout("a")], [.hardLink("b", to: "a")])
        #expect(late.notes.map(\.code) == [.danglingHardLink])
        #expect(late.totals.live == 0)
    }

    @Test func `A file over a directory and a directory over a file`() throws {
        let tree = try ImageTree(
            [.file("d/x", 1), .file("d/y/z", 2), .file("f", 4), .symlink("l", to: "d")],
            [.file("d", 8), .directory("f"), .file("l/under", 16)])
        #expect(tree.inodes.map(\.fate) == [.deleted, .deleted, .overwritten, .overwritten, .live, .live])
        #expect(tree.listing == ["file /d", "directory /f", "directory /l", "file /l/under"])
        #expect(tree.directoryEntry(at: try tree.id("l")) == nil)
    }

    @Test func `The root stays a directory`() throws {
        let tree = try ImageTree(
            [.file("a", 1), .file("/", 5), .hardLink("/", to: "a")], [.whiteout("/"), .directory("/", mode: 0o700)])
        #expect(tree.notes.map(\.code) == [.rootIsNotADirectory, .rootIsNotADirectory, .rootIsNotADirectory])
        #expect(tree.totals.live == 1)
        #expect(tree.totals.dead == 5)
        #expect(tree.isBalanced)
        #expect(tree.directoryEntry(at: .root)?.mode == 0o700)
        let cleared = try ImageTree([.file("a", 1), .file("b/c", 1)], [.opaque("/"), .file("d", 1)])
        #expect(cleared.listing == ["file /d"])
    }

    @Test func `Sizes that cannot be are noted and counted as nothing`() throws {
        let huge = Int64(1) << 62
        let tree = try ImageTree(
            [.file("a", huge), .file("b", huge)], [.file("a", huge), .file("n", -5), .file("c", 7)])
        #expect(tree.notes.map(\.code) == [.sizeOverflow, .sizeOverflow, .sizeOverflow])
        #expect(tree.notes.map(\.layer) == [0, 1, 1])
        #expect(tree.totals.size == huge + 7)
        #expect(tree.isBalanced)
        #expect(tree.layers[1].entries.map(\.size) == [0, 0, 7])
    }

    @Test func `Duplicates are inodes, not names`() throws {
        let tree = try ImageTree(
            [
                .file("a", 10, content: 1), .hardLink("b", to: "a"), .file("e", 0, content: 5),
                .file("f", 0, content: 5),
            ],
            [.file("c", 10, content: 1), .file("d", 10, content: 1), .file("g", 40, content: 2)],
            [.file("h", 40, content: 2), .file("i", 9), .file("j", 9)])
        #expect(tree.duplicates().map(\.wasted) == [40, 20])
        #expect(tree.duplicates()[1].inodes.map(\.rawValue) == [0, 3, 4])
    }

    /// Whoever makes an image chooses hashes whose lower parts are the same; without a secret in the way, a hundred
    /// thousand of them took minutes.
    @Test(.timeLimit(.minutes(1))) func `Chosen hashes do not make duplicates slow`() throws {
        var layer = LayerEntries()
        for number in 0..<200_000 {
            let hash = ContentHash(high: 1, low: UInt64(number / 2) << 20)
            layer.entries.append(
                Entry(path: layer.paths.intern("f\(number)"), kind: .file, mode: 0o644, size: 1, hash: hash))
        }
        let groups = try ImageTree(layers: [layer]).duplicates()
        #expect(groups.count == 100_000)
        #expect(groups.allSatisfy { $0.inodes.count == 2 })
    }

    @Test func `No layers, empty layers`() throws {
        let none = try ImageTree(layers: [])
        #expect(none.totals == LayerTotals())
        #expect(none.isLive(at: .root))
        #expect(none.resolve(Array("/".utf8)) == .found(.root))
        let tree = try ImageTree([], [.directory("a")], [], [.directory("b")], [])
        #expect(tree.directoryOrigin(at: try tree.id("a"))?.layer == 1)
        #expect(tree.directoryOrigin(at: try tree.id("b"))?.layer == 3)
        #expect(tree.layerTotals.count == 5)
    }

    @Test func `Removing and refilling a big directory in every layer stays linear`() throws {
        let files = (0..<2_000).map { LayerSketch.Line.file("big/dir/\($0)", 1) }
        let layers = (0..<40).map { layer in
            LayerSketch(layer % 2 == 0 ? files : [.whiteout("big"), .file("big/dir/0", 1)]).entries
        }
        let tree = try ImageTree(layers: layers)
        #expect(tree.totals.live == 1)
        #expect(tree.totals.size == 20 * 2_001)
        #expect(tree.isBalanced)
    }

    @Test func `Members that make no inode have none`() throws {
        let tree = try ImageTree([.directory("d"), .file("d/a", 1), .hardLink("b", to: "d/a")], [.device("n")])
        #expect(tree.inode(layer: 0, entry: 0) == nil)
        #expect(tree.inode(layer: 0, entry: 1) == InodeID(rawValue: 0))
        #expect(tree.inode(layer: 0, entry: 2) == nil)
        #expect(tree.inode(layer: 1, entry: 0) == InodeID(rawValue: 1))
        #expect(tree.inode(layer: 2, entry: 0) == nil)
        #expect(tree.inodes(of: 1) == 1..<2)
    }

    @Test func `A path of fifty thousand components comes and goes without a stack`() throws {
        var deep = LayerEntries()
        let path = Array(repeating: "a", count: 50_000).joined(separator: "/")
        deep.entries.append(Entry(path: deep.paths.intern(path), kind: .file, size: 3))
        let tree = try ImageTree(layers: [deep, LayerSketch([.whiteout("a")]).entries])
        #expect(tree.totals.dead == 3)
        #expect(tree.listing.isEmpty)
    }

    @Test func `Bytes that are no text keep their own names`() throws {
        var layer = LayerEntries()
        for byte: UInt8 in [0xE4, 0xFC] {
            let path = [byte].withUnsafeBytes { layer.paths.intern(path: $0) }
            layer.entries.append(Entry(path: path, kind: .file, size: 1))
        }
        let tree = try ImageTree(layers: [layer])
        #expect(tree.totals.live == 2)
        #expect(tree.children(of: .root).map { Array(tree.paths.name(of: $0)) } == [[0xE4], [0xFC]])
        #expect(tree.resolve([0x2F, 0xFC]) == .found(tree.children(of: .root)[1]))
        #expect(tree.resolve([0xF6]) == .missing([0x2F, 0xF6]))
    }
}
