// SPDX-License-Identifier: Apache-2.0

/// Adds up inodes by layer, fate and the layer that hid them. Plain additions: the overlay has made sure that the
/// sum of all sizes fits.
struct Sums {
    private(set) var layers: [LayerTotals]
    private(set) var image = LayerTotals()
    private(set) var dead: [DeadShare] = []

    init(layers: [LayerEntries]) {
        self.layers = layers.map { layer in
            var totals = LayerTotals()
            totals.entries = layer.entries.count
            return totals
        }
    }

    /// `inodes` in order of their layers.
    mutating func add(_ inodes: [Inode], _ entries: [LayerEntries]) {
        // One row of killers at a time, of which only what was touched is cleared: linear, however many layers.
        var rows = [DeadShare?](repeating: nil, count: layers.count * 2)
        var touched: [Int] = []
        var start = 0
        for layer in layers.indices {
            var totals = layers[layer]
            while start < inodes.count, Int(inodes[start].layer) == layer {
                let inode = inodes[start]
                start += 1
                let (kind, size) = Sums.kindAndSize(entries[layer].entries, Int(inode.entry))
                guard kind == .file else { continue }
                totals.files += 1
                totals.size += size
                if inode.isLive {
                    totals.live += size
                    continue
                }
                totals.dead += size
                totals.deadFiles += 1
                let row = Int(inode.removedIn) * 2 + (inode.fate == .deleted ? 1 : 0)
                if rows[row] == nil { touched.append(row) }
                var share =
                    rows[row]
                    ?? DeadShare(
                        layer: Int32(layer), removedIn: inode.removedIn, fate: inode.fate, bytes: 0, files: 0)
                share.bytes += size
                share.files += 1
                rows[row] = share
            }
            layers[layer] = totals
            touched.sort()
            for row in touched {
                if let share = rows[row] { dead.append(share) }
                rows[row] = nil
            }
            touched.removeAll(keepingCapacity: true)

            image.files += totals.files
            image.size += totals.size
            image.live += totals.live
            image.dead += totals.dead
            image.deadFiles += totals.deadFiles
            image.entries += totals.entries
        }
    }

    private static func kindAndSize(_ entries: [Entry], _ index: Int) -> (EntryKind, Int64) {
        (entries[index].kind, entries[index].size)
    }
}
