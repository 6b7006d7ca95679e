// SPDX-License-Identifier: Apache-2.0

/// The layers of an image laid over each other: the final tree, and for every file copy whether it is live and,
/// if not, which layer hid it.
///
/// Semantics, as the OCI image specification's layer chapter and its appliers have them:
/// - whiteouts and opaque marks hide what lower layers brought, wherever they stand in the tar;
/// - members apply in order, a repeated one makes the earlier one dead in its own layer;
/// - a file in place of a directory removes all below it, a directory over a directory only brings attributes,
///   parents need no entry of their own, a symbolic link in place of a parent is replaced and not followed;
/// - a hard link joins its target's inode, be it in this layer or below; when this layer's whiteouts took the
///   target, the link revives it. A dangling link changes nothing and leaves a note.
///
/// Sizes are safe to add: an `Entry.size` that is negative or would bring the sum of all layers beyond 2^63 - 1 is
/// set to 0 in `layers` and noted (`Note.Code.sizeOverflow`), so no sum over any of the image's inodes overflows.
///
/// Costs about 0.35 µs and 105 bytes an entry beside the layers' own tables (a million entries with 17-byte names
/// in 40 layers, `OverlayMeasurement`); no object, string or dictionary per file.
public struct ImageTree: Sendable {
    /// All paths that any layer names, whiteouts included, live or not.
    public let paths: PathTable
    /// The layers as given, bottom first; only impossible sizes are set to 0.
    public let layers: [LayerEntries]
    /// Every copy of every file that is no directory, in the order in which the layers bring them.
    public let inodes: [Inode]
    /// Odd things met on the way, layer by layer.
    public let notes: [Note]
    /// One for each layer.
    public let layerTotals: [LayerTotals]
    /// The sum of `layerTotals`.
    public let totals: LayerTotals
    /// Dead bytes by layer that ships, layer that hid, and fate, in that order.
    public let deadShares: [DeadShare]

    let states: [NodeState]
    /// Live children as lists; 0 ends one.
    let firstChild: [Int32]
    let nextSibling: [Int32]
    /// Live names of inodes that have several, grouped by inode.
    let sharedNames: [Overlay.Link]
    /// Ordinal of each layer's first entry.
    let firstOrdinals: [Int32]

    public var layerCount: Int { layers.count }

    /// Lays `layers` over each other, bottom first. Linear in entries, paths and names.
    ///
    /// Fails only when the image does not fit 32-bit numbers; everything else odd becomes a note.
    public init(layers given: [LayerEntries]) throws(LayerTreeError) {
        var layers = given
        var firstOrdinals: [Int32] = []
        var hasHardLinks: [Bool] = []
        var inodeCount = 0
        var ordinal = 0
        for (index, layer) in layers.enumerated() {
            firstOrdinals.append(Int32(ordinal))
            ordinal += layer.entries.count
            guard ordinal < Int(Int32.max) - 2 else { throw LayerTreeError(code: .tooManyEntries, layer: index) }
            var hasLinks = false
            for entry in layer.entries {
                if entry.kind == .hardLink { hasLinks = true } else if entry.kind != .directory { inodeCount += 1 }
            }
            hasHardLinks.append(hasLinks)
        }

        var overlay = Overlay(inodeCount: inodeCount)
        for index in layers.indices {
            try overlay.apply(layers, index, firstOrdinal: firstOrdinals[index], hasHardLinks: hasHardLinks[index])
            for member in overlay.impossibleSizes { layers[index].entries[member].size = 0 }
        }
        sharedNames = overlay.settleNames()
        overlay.trim()
        let paths = overlay.paths
        let states = overlay.states

        // Afresh and exact: the overlay's own lists hold what died since.
        var firstChild = [Int32](repeating: 0, count: states.count)
        var nextSibling = [Int32](repeating: 0, count: states.count)
        for path in stride(from: states.count - 1, to: 0, by: -1) where states[path].isLive {
            let parent = paths.parent(of: PathTable.ID(rawValue: Int32(path))).index
            nextSibling[path] = firstChild[parent]
            firstChild[parent] = Int32(path)
        }

        var sums = Sums(layers: layers)
        sums.add(overlay.inodes, layers)
        layerTotals = sums.layers
        totals = sums.image
        deadShares = sums.dead

        self.layers = layers
        self.paths = paths
        self.states = states
        self.firstChild = firstChild
        self.nextSibling = nextSibling
        self.firstOrdinals = firstOrdinals
        inodes = overlay.inodes
        notes = overlay.notes
    }
}
