// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases

/// What the second stage copies from the first: the application's own files, in as few directories as possible, and
/// what has to go from those before.
struct KeptTrees {
    /// Directories or files to copy, by path.
    private(set) var copies: [PathTable.ID] = []
    /// Whole directories or files below those that findings claim, most bytes first.
    private(set) var removals: [PathTable.ID] = []

    /// Whether there are files that neither go nor are copied: they must come with the second stage's base.
    var needsBase: Bool { foreign[PathTable.ID.root.index] > 0 }

    private let image: ImageFacts
    /// By path: files below (or itself) that go, that stay, and that another package or layer brings.
    private var gone: [Int32]
    private var kept: [Int32]
    private var foreign: [Int32]
    private var goneBytes: [Int64]

    /// - Parameters:
    ///   - pruned: inodes that a package manager takes out: neither kept nor removed by hand.
    ///   - left: inodes that stay, whatever findings claim.
    init(_ findings: [Finding], pruned: Set<Int32>, left: Set<Int32>, _ image: ImageFacts) {
        self.image = image
        let count = image.tree.paths.count
        gone = [Int32](repeating: 0, count: count)
        kept = gone
        foreign = gone
        goneBytes = [Int64](repeating: 0, count: count)
        var claimed: Set<Int32> = []
        for finding in findings where finding.suppressedBy == nil && finding.category != .duplicate {
            for claim in finding.claims { claimed.insert(claim.inode) }
        }
        claimed.subtract(left)
        image.tree.forEachLiveFile { path, inode in
            if pruned.contains(inode.rawValue) { return }
            if !isApplication(path, inode) {
                foreign[path.index] += 1
            } else if claimed.contains(inode.rawValue) {
                gone[path.index] += 1
                goneBytes[path.index] += image.tree.size(of: inode)
            } else {
                kept[path.index] += 1
            }
        }
        // Parents have smaller numbers than their children.
        for index in stride(from: count - 1, to: 0, by: -1) {
            let parent = image.tree.paths.parent(of: PathTable.ID(rawValue: Int32(index))).index
            gone[parent] += gone[index]
            kept[parent] += kept[index]
            foreign[parent] += foreign[index]
            goneBytes[parent] += goneBytes[index]
        }
        collect()
    }

    /// What the Dockerfile's own layers brought and no system package owns; in the system's directories only what a
    /// copy put there: what a `RUN` wrote there its packages' installation writes again.
    private func isApplication(_ path: PathTable.ID, _ inode: InodeID) -> Bool {
        let layer = image.tree.layer(of: inode)
        guard !image.isBase(layer: layer), !image.isSystemOwned(path) else { return false }
        let name = image.tree.paths.string(of: path)
        if KeptTrees.isGem(name) { return true }
        let zone = image.files.zone(of: path, in: image.tree)
        if !zone.isDisjoint(with: [.temporary, .log, .cache, .volatile]) { return false }
        let verb = image.layers[layer].instruction?.verb
        if verb == "COPY" || verb == "ADD" { return true }
        if zone.contains(.system) { return name.hasPrefix("/usr/local/") }
        return !KeptTrees.state.contains { name.hasPrefix($0) }
    }

    /// Debian's Ruby puts what `gem` and Bundler install among the state: `/var/lib/gems/3.1.0/gems/…`.
    private static func isGem(_ name: String) -> Bool {
        guard name.hasPrefix("/var/lib/gems/") else { return false }
        let parts = name.split(separator: "/", maxSplits: 5)
        return parts.count == 6 && ["gems", "specifications", "extensions", "bundler"].contains(parts[4])
    }

    /// Where package managers and logins keep their own: installing writes it again.
    private static let state = [
        "/var/cache/", "/var/lib/", "/var/spool/", "/var/backups/", "/var/mail/", "/var/local/", "/var/lock/",
        "/root/.",
        "/boot/", "/media/", "/mnt/",
    ]

    /// Depth first without recursion: a directory whole where nothing foreign lies in it.
    private mutating func collect() {
        var pending: [PathTable.ID] = [.root]
        while let path = pending.popLast() {
            guard kept[path.index] > 0 else { continue }
            if path != .root, foreign[path.index] == 0 {
                copies.append(path)
            } else {
                pending += image.tree.children(of: path)
            }
        }
        copies.sort { image.tree.paths.string(of: $0) < image.tree.paths.string(of: $1) }
        pending = copies
        while let path = pending.popLast() {
            guard gone[path.index] > 0 else { continue }
            if kept[path.index] == 0 { removals.append(path) } else { pending += image.tree.children(of: path) }
        }
        removals.sort { (goneBytes[$1.index], $0) < (goneBytes[$0.index], $1) }
    }
}
